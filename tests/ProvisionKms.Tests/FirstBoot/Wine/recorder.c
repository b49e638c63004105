/*
 * Stands in for cscript.exe, schtasks.exe, dism.exe, shutdown.exe and ping.exe while Activate.cmd is tested under Wine.
 * Appends its command line to C:\pkms\calls.txt, then answers as C:\pkms\answers.txt says, whose lines are
 *     part of a command line|calls|exit code|output, ~ for a new line
 * The first line counts whose part is in the command line and whose number of calls is not yet used up (* never is).
 * Without such a line it says nothing and ends with 0.
 *
 * Only kernel32 is used: x86_64-w64-mingw32-gcc -O1 -nostdlib -fno-builtin -e start -lkernel32.
 */
#include <windows.h>

static char calls[1 << 20], answers[1 << 16], line[32768];

static void load(const char *name, char *buffer, DWORD size)
{
    DWORD read = 0;
    HANDLE file = CreateFileA(name, GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_WRITE, NULL, OPEN_EXISTING, 0, NULL);
    if (file != INVALID_HANDLE_VALUE) {
        ReadFile(file, buffer, size - 1, &read, NULL);
        CloseHandle(file);
    }
    buffer[read] = 0;
}

static void put(HANDLE file, const char *text, DWORD length)
{
    DWORD written;
    WriteFile(file, text, length, &written, NULL);
}

/* How often part (length bytes) is in text; overlapping finds count once each. */
static int count(const char *text, const char *part, int length)
{
    int found = 0;
    for (; length > 0 && *text; text++) {
        int i = 0;
        while (i < length && text[i] == part[i])
            i++;
        found += i == length;
    }
    return found;
}

static int number(const char *text)
{
    int sign = *text == '-' ? -1 : 1, value = 0;
    for (text += *text == '-'; *text >= '0' && *text <= '9'; text++)
        value = (int)((unsigned)value * 10 + (unsigned)(*text - '0'));
    return sign * value;
}

/* Prints a field, ~ as a new line, and gives its end. */
static void print(const char *text)
{
    HANDLE out = GetStdHandle(STD_OUTPUT_HANDLE);
    for (; *text && *text != '\r' && *text != '\n'; text++)
        put(out, *text == '~' ? "\r\n" : text, *text == '~' ? 2 : 1);
    put(out, "\r\n", 2);
}

static const char *after(const char *text, char mark)
{
    while (*text && *text != '\n' && *text != mark)
        text++;
    return *text == mark ? text + 1 : text;
}

void start(void)
{
    const char *answer, *command = GetCommandLineA();
    HANDLE file;
    lstrcpynA(line, command, sizeof line);
    load("C:\\pkms\\calls.txt", calls, sizeof calls);
    load("C:\\pkms\\answers.txt", answers, sizeof answers);

    file = CreateFileA("C:\\pkms\\calls.txt", FILE_APPEND_DATA, FILE_SHARE_READ, NULL, OPEN_ALWAYS, 0, NULL);
    put(file, line, (DWORD)lstrlenA(line));
    put(file, "\r\n", 2);
    CloseHandle(file);

    for (answer = answers; *answer; answer = after(answer, '\n')) {
        const char *limit = after(answer, '|'), *code = after(limit, '|'), *output = after(code, '|');
        int length = (int)(limit - answer) - 1;
        if (count(line, answer, length) && (*limit == '*' || count(calls, answer, length) < number(limit))) {
            if (*output && *output != '\r' && *output != '\n')
                print(output);
            ExitProcess((UINT)number(code));
        }
    }
    ExitProcess(0);
}
