export function ResetPage() {
  return <h1>Reset</h1>;
}
