// Prints "N passed, N failed", and ", N skipped" when tests were left out, from vitest's JSON report; exits 1 unless every test ran and passed.
import { readFileSync } from 'node:fs';

const [file, status] = process.argv.slice(2);
let report = { numPassedTests: 0, numFailedTests: 0, numFailedTestSuites: 0, success: false };
try {
  report = JSON.parse(readFileSync(file, 'utf8'));
} catch {
  console.error('no test report was written');
}
const brokenFiles = (report.testResults ?? []).filter(
  (f) => f.status === 'failed' && f.assertionResults.length === 0,
).length;
const failed = Math.max(report.numFailedTests + brokenFiles, status === '0' ? 0 : 1);
const skipped = report.numPendingTests ?? 0;
console.log(`${report.numPassedTests} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exit(failed === 0 && report.numPassedTests > 0 ? 0 : 1);
