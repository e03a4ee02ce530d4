// dependency-cruiser reads its configuration from JavaScript alone.
export { default } from './rules.ts';
