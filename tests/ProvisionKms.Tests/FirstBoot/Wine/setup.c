/*
 * Does with the commands of an answer file what Windows Setup does in the specialize pass: expands the variables of
 * each, starts it as a process of its own, waits, and goes on whatever came of it. Reads C:\pkms\commands.txt, a
 * command in each line; says which of them ended with another exit code than 0.
 *
 * Only kernel32 is used: x86_64-w64-mingw32-gcc -O1 -nostdlib -fno-builtin -e start -lkernel32.
 */
#include <windows.h>

static char commands[1 << 22], command[32768], message[64];

static void say(const char *text, DWORD length)
{
    DWORD written;
    WriteFile(GetStdHandle(STD_OUTPUT_HANDLE), text, length, &written, NULL);
}

static void say_number(DWORD number)
{
    int i = sizeof message;
    do
        message[--i] = (char)('0' + number % 10);
    while (number /= 10);
    say(message + i, sizeof message - i);
}

static DWORD run(void)
{
    DWORD code = 999999;
    PROCESS_INFORMATION process;
    STARTUPINFOA start;
    unsigned char *zero = (unsigned char *)&start;
    for (DWORD i = 0; i < sizeof start; i++)
        zero[i] = 0;
    start.cb = sizeof start;
    if (CreateProcessA(NULL, command, NULL, NULL, FALSE, 0, NULL, NULL, &start, &process)) {
        WaitForSingleObject(process.hProcess, INFINITE);
        GetExitCodeProcess(process.hProcess, &code);
        CloseHandle(process.hProcess);
        CloseHandle(process.hThread);
    }
    return code;
}

void start(void)
{
    DWORD read = 0, number = 0;
    HANDLE file = CreateFileA("C:\\pkms\\commands.txt", GENERIC_READ, FILE_SHARE_READ, NULL, OPEN_EXISTING, 0, NULL);
    ReadFile(file, commands, sizeof commands - 1, &read, NULL);
    CloseHandle(file);
    for (char *line = commands, *end = commands; *line; line = end) {
        while (*end && *end != '\n')
            end++;
        if (*end)
            *end++ = 0;
        number++;
        ExpandEnvironmentStringsA(line, command, sizeof command);
        DWORD code = run();
        if (code) {
            say_number(number);
            say(": ", 2);
            say_number(code);
            say("\r\n", 2);
        }
    }
    ExitProcess(0);
}
