export function ForgotPage() {
  return <h1>Forgot</h1>;
}
