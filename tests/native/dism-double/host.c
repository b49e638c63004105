/* The way from Windows to Linux: names of files, and programs of the host. */
#include "double.h"

/* Wine 8 gives no handle of a Linux program that a Windows program has started: its end is told by a file. */
static const DWORD patience = 60000;

char *narrow(const wchar_t *text) {
    int room = WideCharToMultiByte(CP_UTF8, 0, text, -1, NULL, 0, NULL, NULL);
    char *result = malloc(room);
    WideCharToMultiByte(CP_UTF8, 0, text, -1, result, room, NULL, NULL);
    return result;
}

wchar_t *widen(const char *text) {
    int room = MultiByteToWideChar(CP_UTF8, 0, text, -1, NULL, 0);
    wchar_t *result = malloc(room * sizeof *result);
    MultiByteToWideChar(CP_UTF8, 0, text, -1, result, room);
    return result;
}

/* What Wine resolves a Windows path to, without a slash at its end; NULL where not even the folder is there. */
char *unix_path(const wchar_t *path) {
    char *(CDECL *resolve)(LPCWSTR) = (void *)GetProcAddress(GetModuleHandleA("kernel32"), "wine_get_unix_file_name");
    char *found = resolve ? resolve(path) : NULL, *result;
    if (!found)
        return NULL;
    result = strdup(found);
    HeapFree(GetProcessHeap(), 0, found);
    for (size_t n = strlen(result); n > 1 && result[n - 1] == '/'; n--)
        result[n - 1] = 0;
    return result;
}

wchar_t *dos_path(const char *path) {
    wchar_t *tail = widen(path), *result = malloc((wcslen(tail) + 16) * sizeof *result);
    wcscpy(result, L"\\\\?\\unix");
    wcscat(result, tail);
    for (wchar_t *c = result; *c; c++)
        if (*c == '/')
            *c = '\\';
    free(tail);
    return result;
}

char *state_path(const char *format, ...) {
    char *result = malloc(PATH_ROOM);
    wchar_t folder[PATH_ROOM];
    DWORD length = GetEnvironmentVariableW(L"DISM_DOUBLE", folder, PATH_ROOM);
    char *root = narrow(length && length < PATH_ROOM ? folder : L"/nonexistent");
    int n = snprintf(result, PATH_ROOM, "%s/", root);
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(result + n, PATH_ROOM - n, format, arguments);
    va_end(arguments);
    free(root);
    return result;
}

/* A name that no other process has, or will have when ours is forgotten: Wine uses process ids again. */
char *state_name(const char *folder) {
    static int number;
    FILETIME now;
    GetSystemTimeAsFileTime(&now);
    return state_path("%s/%08lx%08lx-%lu-%d", folder, now.dwHighDateTime, now.dwLowDateTime, GetCurrentProcessId(), ++number);
}

static HANDLE open_file(const char *path, DWORD access, DWORD disposition) {
    wchar_t *name = dos_path(path);
    HANDLE file = CreateFileW(name, access, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, NULL, disposition, 0, NULL);
    free(name);
    return file;
}

char *read_text(const char *path) {
    HANDLE file = open_file(path, GENERIC_READ, OPEN_EXISTING);
    if (file == INVALID_HANDLE_VALUE)
        return NULL;
    DWORD size = GetFileSize(file, NULL), read = 0;
    char *text = malloc(size + 1);
    ReadFile(file, text, size, &read, NULL);
    text[read] = 0;
    CloseHandle(file);
    return text;
}

BOOL write_text(const char *path, const char *text, BOOL append) {
    HANDLE file = open_file(path, append ? FILE_APPEND_DATA : GENERIC_WRITE, append ? OPEN_ALWAYS : CREATE_ALWAYS);
    DWORD written;
    if (file == INVALID_HANDLE_VALUE)
        return FALSE;
    BOOL done = WriteFile(file, text, (DWORD)strlen(text), &written, NULL);
    CloseHandle(file);
    return done;
}

static BOOL start(const char *request) {
    STARTUPINFOW startup = {.cb = sizeof startup};
    PROCESS_INFORMATION process;
    char *script = state_path("dism-host.sh"), line[3 * PATH_ROOM];
    snprintf(line, sizeof line, "\\\\?\\unix\\bin\\sh \"%s\" \"%s\"", script, request);
    wchar_t *command = widen(line);
    BOOL started = CreateProcessW(L"\\\\?\\unix\\bin\\sh", command, NULL, NULL, FALSE, 0, NULL, NULL, &startup, &process);
    free(command);
    free(script);
    return started;
}

static char *wait_for(const char *path) {
    char *text = NULL;
    for (DWORD from = GetTickCount(); !text && GetTickCount() - from < patience; Sleep(1))
        text = read_text(path);
    return text;
}

HRESULT host_run(char **answer, const char *verb, ...) {
    char *base = state_name("host"), name[PATH_ROOM];
    char *request = calloc(1, 8 * PATH_ROOM);
    va_list arguments;
    strcat(strcat(request, verb), "\n");
    va_start(arguments, verb);
    for (const char *next; (next = va_arg(arguments, const char *));)
        strcat(strcat(request, next), "\n");
    va_end(arguments);
    HRESULT result = E_FAIL;
    if (write_text(base, request, FALSE) && start(base)) {
        snprintf(name, sizeof name, "%s.done", base);
        char *done = wait_for(name);
        if (done)
            result = (HRESULT)strtoul(done, NULL, 16);
        else
            complain("dism-host.sh %s did not end", verb);
        free(done);
        snprintf(name, sizeof name, "%s.answer", base);
        if (answer)
            *answer = read_text(name);
    } else
        complain("dism-host.sh %s did not start: %lu", verb, GetLastError());
    free(request);
    free(base);
    return result;
}
