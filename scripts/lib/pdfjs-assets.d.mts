export function copyPdfjsAssets(root: string): void;
