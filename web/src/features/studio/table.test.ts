import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { curlLine } from './curl';
import { beginning, changed, redone, undone } from './history';
import { Gate } from './pictures';
import { stageOf } from './stages';

describe('undo', () => {
  it('goes back and forth, and forgets the future with a change', () => {
    let history = beginning('a');
    history = changed(history, 'b', '', 0);
    history = changed(history, 'c', '', 1);
    history = undone(history);
    expect(history.now).toBe('b');
    expect(redone(history).now).toBe('c');
    expect(changed(history, 'd', '', 2).future).toEqual([]);
    expect(undone(undone(undone(history))).now).toBe('a');
  });
  it('takes a drag as one step, and a second drag as another', () => {
    let history = beginning(0);
    for (const [value, at_ms] of [
      [1, 0],
      [2, 100],
      [3, 200],
      [4, 5000],
      [5, 5100],
    ] as const)
      history = changed(history, value, 'place', at_ms);
    expect(undone(history).now).toBe(3);
    expect(undone(undone(history)).now).toBe(0);
  });
});

describe('the curl line', () => {
  it('comes through a shell as it was meant, whatever stands in it', () => {
    const options = { prompt: `oak; it's "warm" $HOME @file`, seed: '7' };
    const line = curlLine('http://127.0.0.1:1', '/v1/scenes', `my "best" mug; a,b.jpg`, options, 'scene.png');
    const words = execFileSync('sh', ['-c', `curl() { printf '%s\\n' "$@"; }\nPACKSHOT_KEY=k\n${line}`], {
      encoding: 'utf8',
    }).split('\n');
    expect(words).toContain('http://127.0.0.1:1/v1/scenes');
    expect(words).toContain('Authorization: Bearer k');
    expect(words).toContain('photo=@"my \\"best\\" mug; a,b.jpg"');
    expect(words).toContain(`prompt=${options.prompt}`);
    expect(words).toContain('scene.png');
  });
});

describe('the gate', () => {
  it('lets so many through at a time, also after a failure', async () => {
    const gate = new Gate(2);
    let inside = 0;
    let most = 0;
    const work = async (fails: boolean) => {
      inside += 1;
      most = Math.max(most, inside);
      await Promise.resolve();
      await Promise.resolve();
      inside -= 1;
      if (fails) throw new Error('no');
    };
    const all = await Promise.allSettled(
      Array.from({ length: 9 }, (_, index) => gate.through(() => work(index % 3 === 0))),
    );
    expect(most).toBe(2);
    expect(all.filter((one) => one.status === 'fulfilled')).toHaveLength(6);
  });
});

describe('stages', () => {
  it('have a word for what is not known', () => {
    expect(stageOf('running', 'matte')).toBe('cutting');
    expect(stageOf('running', 'something new')).toBe('working');
    expect(stageOf('queued', undefined)).toBe('queued');
  });
});
