// The walk goes through where the programme works, and stops where a seat given back does not pass on.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startProgramme } from './fixtures/programme.mjs';
import { startDemo } from './fixtures/demo.mjs';
import { takePictures } from './screenshots.mjs';
import { HOUSE_STEPS, walk } from './walk.mjs';

for (const language of ['ar', 'en']) {
  test(`the five steps are walked in ${language}`, async () => {
    const programme = await startProgramme();
    const said = [];
    try {
      await walk(programme.base, language, (line) => said.push(line), HOUSE_STEPS);
    } finally {
      programme.close();
    }
    assert.equal(said.length, 5);
  });
}

test('the walk stops where a seat given back passes to nobody', async () => {
  const programme = await startProgramme('stuck');
  try {
    await assert.rejects(walk(programme.base, 'en', () => {}), /en step 3, .*the seat passes to fe\.a08/);
  } finally {
    programme.close();
  }
});

test('pictures are taken in both languages, sizes and schemes', async () => {
  const demo = await startDemo();
  const folder = await mkdtemp(join(tmpdir(), 'pictures-'));
  try {
    const names = await takePictures(demo.base, folder, ['pm.layla:/cohorts/1']);
    assert.equal(names.length, 8);
    assert.ok(names.includes('ar_cohorts_1.pm.layla.320.dark.png'), names.join());
    assert.equal((await takePictures(demo.base, folder, [])).length, 16);
  } finally {
    demo.close();
    await rm(folder, { recursive: true });
  }
});
