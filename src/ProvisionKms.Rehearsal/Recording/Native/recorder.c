/*
 * Stands in for a program of Windows while a script is rehearsed under Wine. It knows nothing: it tells the rehearsal
 * what was called, and does what that says.
 *
 * Connects to 127.0.0.1, port %PKMS_PORT%, and sends a 32-bit length, then as UTF-8, each ended by a zero byte: the
 * token %PKMS_TOKEN%, its own path, its command line, the current directory. Gets three 32-bit numbers (what to do,
 * exit code, length) and as many bytes:
 *     0: they are the output; print it, end with the exit code
 *     1: they are the path of a program and a command line (none: its own), as UTF-8, each ended by a zero byte;
 *        run that program with its own handles, send its exit code, end with it. With a command line given, errors
 *        go where output goes, so that both are read in the order in which they were written.
 * All numbers are little-endian. Whatever goes wrong ends it with 254 and a line on stderr; it never waits for ever.
 *
 * Only kernel32 and ws2_32, no C run time: it starts in a few milliseconds, and the compiler needs no libraries.
 */
#include <winsock2.h>
#include <windows.h>

#define NOT_RECORDED 254
#define ANSWER_MILLISECONDS 60000
#define MAX_PATH_LENGTH 32768

enum { PRINT = 0, RUN = 1 };

static char message[4 * 5 * MAX_PATH_LENGTH];
static int used = 4;
static WCHAR text[MAX_PATH_LENGTH + 1];
static char output[8 * MAX_PATH_LENGTH];

static void write_all(DWORD device, const char *bytes, DWORD length)
{
    HANDLE file = GetStdHandle(device);
    DWORD written;
    while (length > 0 && WriteFile(file, bytes, length, &written, NULL) && written > 0) {
        bytes += written;
        length -= written;
    }
}

static void fail(const char *why)
{
    static const char who[] = "recorder: ";
    write_all(STD_ERROR_HANDLE, who, sizeof who - 1);
    write_all(STD_ERROR_HANDLE, why, (DWORD)lstrlenA(why));
    write_all(STD_ERROR_HANDLE, "\r\n", 2);
    ExitProcess(NOT_RECORDED);
}

static void add(const WCHAR *field)
{
    int length = WideCharToMultiByte(CP_UTF8, 0, field, -1, message + used, (int)sizeof message - used, NULL, NULL);
    if (length == 0)
        fail("the call is too long to be recorded");
    used += length;
}

static void send_all(SOCKET server, const char *bytes, int length)
{
    while (length > 0) {
        int sent = send(server, bytes, length, 0);
        if (sent <= 0)
            fail("the rehearsal has ended");
        bytes += sent;
        length -= sent;
    }
}

static void receive_all(SOCKET server, char *bytes, int length)
{
    while (length > 0) {
        int received = recv(server, bytes, length, 0);
        if (received <= 0)
            fail("the rehearsal has ended");
        bytes += received;
        length -= received;
    }
}

static SOCKET connect_to_rehearsal(void)
{
    WSADATA data;
    SOCKET server;
    struct sockaddr_in address = {0};
    DWORD limit = ANSWER_MILLISECONDS;
    unsigned port = 0;
    const WCHAR *digit;

    text[0] = 0;
    GetEnvironmentVariableW(L"PKMS_PORT", text, MAX_PATH_LENGTH);
    for (digit = text; *digit >= '0' && *digit <= '9' && port <= 65535; digit++)
        port = port * 10 + (unsigned)(*digit - '0');
    if (port == 0 || port > 65535 || *digit)
        fail("started outside of a rehearsal");

    address.sin_family = AF_INET;
    address.sin_port = (unsigned short)(port >> 8 | port << 8);
    address.sin_addr.s_addr = 0x0100007F;
    if (WSAStartup(MAKEWORD(2, 2), &data) != 0)
        fail("no sockets");
    server = socket(AF_INET, SOCK_STREAM, IPPROTO_TCP);
    if (server == INVALID_SOCKET || connect(server, (struct sockaddr *)&address, sizeof address) != 0)
        fail("the rehearsal does not answer");
    setsockopt(server, SOL_SOCKET, SO_RCVTIMEO, (const char *)&limit, sizeof limit);
    return server;
}

static const WCHAR *receive_text(const char *bytes)
{
    static WCHAR texts[2][MAX_PATH_LENGTH];
    static int next;
    WCHAR *result = texts[next++ & 1];
    if (MultiByteToWideChar(CP_UTF8, 0, bytes, -1, result, MAX_PATH_LENGTH) == 0)
        fail("the answer cannot be understood");
    return result;
}

static DWORD run(SOCKET server, DWORD length)
{
    static WCHAR line[MAX_PATH_LENGTH];
    STARTUPINFOW startup = {0};
    PROCESS_INFORMATION process;
    const WCHAR *program, *own_line = GetCommandLineW();
    DWORD exit_code = NOT_RECORDED;
    int tries = 3;

    if (length < 2 || length > sizeof output)
        fail("the answer cannot be understood");
    receive_all(server, output, (int)length);
    output[length - 1] = 0;
    program = receive_text(output);
    if (output[lstrlenA(output) + 1])
        own_line = receive_text(output + lstrlenA(output) + 1);

    startup.cb = sizeof startup;
    startup.dwFlags = STARTF_USESTDHANDLES;
    startup.hStdInput = GetStdHandle(STD_INPUT_HANDLE);
    startup.hStdOutput = GetStdHandle(STD_OUTPUT_HANDLE);
    startup.hStdError = GetStdHandle(own_line == GetCommandLineW() ? STD_ERROR_HANDLE : STD_OUTPUT_HANDLE);
    /* Now and then Wine cannot start a process, for it found addresses taken that it needs; the next one can. */
    do {
        if (tries-- == 0)
            fail("the program itself cannot be started");
        lstrcpynW(line, own_line, MAX_PATH_LENGTH);
    } while (!CreateProcessW(program, line, NULL, NULL, TRUE, 0, NULL, NULL, &startup, &process));
    WaitForSingleObject(process.hProcess, INFINITE);
    GetExitCodeProcess(process.hProcess, &exit_code);
    return exit_code;
}

void start(void)
{
    DWORD answer[3], exit_code;
    SOCKET server = connect_to_rehearsal();

    text[0] = 0;
    GetEnvironmentVariableW(L"PKMS_TOKEN", text, MAX_PATH_LENGTH);
    add(text);
    GetModuleFileNameW(NULL, text, MAX_PATH_LENGTH);
    add(text);
    add(GetCommandLineW());
    GetCurrentDirectoryW(MAX_PATH_LENGTH, text);
    add(text);
    *(DWORD *)message = (DWORD)used - 4;
    send_all(server, message, used);

    receive_all(server, (char *)answer, sizeof answer);
    exit_code = answer[1];
    if (answer[0] == RUN) {
        exit_code = run(server, answer[2]);
        answer[2] = 0;
        send_all(server, (const char *)&exit_code, sizeof exit_code);
    }
    while (answer[2] > 0) {
        int part = answer[2] < sizeof output ? (int)answer[2] : (int)sizeof output;
        receive_all(server, output, part);
        write_all(STD_OUTPUT_HANDLE, output, (DWORD)part);
        answer[2] -= (DWORD)part;
    }
    ExitProcess(exit_code);
}
