/** Two copies of the same floor may differ by this much; a run in which they do not agree is thrown away. */
const agreement = 0.1;

export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * Measures all arms in every round, each round in another order, and compares them round by round.
 * @param {object} wish
 * @param {number} wish.rounds
 * @param {Record<string, () => Promise<number>>} wish.arms each answers one number per round, such as a p50 in ms;
 *   `floor` and `floorAgain` are two copies of the same floor
 * @param {(text: string) => void} wish.say
 * @returns {Promise<{ conclusive: boolean, tries: number, rounds: number, agreement: number,
 *   arms: Record<string, { p50: number, ratio: number }> }>} `ratio`: the median over the rounds of an arm to the
 *   mean of both floors
 */
export async function compare({ rounds, arms, say }) {
  let found;
  for (let attempt = 1; attempt <= 3; attempt++) {
    found = { ...summary(await measure(rounds, arms)), rounds, tries: attempt };
    if (found.conclusive) return found;
    say(`  thrown away: two copies of the floor differ by ${percent(found.agreement)}`);
  }
  return found;
}

async function measure(rounds, arms) {
  const names = Object.keys(arms);
  const table = [];
  for (let round = 0; round < rounds; round++) {
    const row = {};
    // No arm is always the one that follows the heaviest.
    for (let i = 0; i < names.length; i++) {
      const name = names[(i * (round % 2 ? -1 : 1) + round + names.length * rounds) % names.length];
      row[name] = await arms[name]();
    }
    table.push(row);
  }
  return table;
}

function summary(table) {
  const floorOf = (row) => (row.floor + row.floorAgain) / 2;
  const apart = median(table.map((row) => row.floor / row.floorAgain));
  const arms = {};
  for (const name of Object.keys(table[0])) {
    arms[name] = {
      p50: round(median(table.map((row) => row[name]))),
      ratio: round(median(table.map((row) => row[name] / floorOf(row)))),
    };
  }
  const differ = Math.max(apart, 1 / apart) - 1;
  return { conclusive: differ <= agreement, agreement: round(differ), arms };
}

export function round(value) {
  return Math.round(value * 1000) / 1000;
}

function percent(share) {
  return `${(share * 100).toFixed(1)} %`;
}
