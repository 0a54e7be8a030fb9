export function browserLaunch(): { executablePath: string; args: string[]; env: Record<string, string> };
