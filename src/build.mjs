// Builds dist/ before a start. A production install (npm ci --omit=dev) has no compiler: it must bring its dist/ along.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

if (existsSync('node_modules/typescript') && existsSync('node_modules/vite')) {
  const run = spawnSync('npm', ['run', '--silent', 'build'], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  process.exit(run.status ?? 1);
}
if (!existsSync('dist/src/main.js')) {
  console.error('dist/ is missing and the compiler is not installed. Run: npm ci && npm run build');
  process.exit(1);
}
