import { render } from 'preact';
import { App } from './app.tsx';
import './css/base.css';
import './css/bar.css';
import './css/phone.css';
import './css/chat.css';
import './css/card.css';
import './css/parts.css';
import './css/buttons.css';
import './css/fields.css';

const root = document.getElementById('app');
if (root) render(<App />, root);
