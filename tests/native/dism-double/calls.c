/*
 * What happens at every call: one at a time, counted, broken on demand, recorded.
 *
 * DISM_DOUBLE_FAULT: orders separated by ";", each "call=NAME,occurrence=N,fault=WHAT". N counts the calls of that name
 * in this process, 0 is every one. WHAT is
 *   0x8007....   the call does nothing and returns this
 *   done:0x....  the call does its work and returns this all the same
 *   cancel       Ctrl+C reaches this process now; a call with a cancel event returns ERROR_CANCELLED once it is set
 *   kill-before, kill-after   the process ends at once, as by taskkill /f
 */
#include "double.h"

#define NAMES 64

static const UINT killed = 137;
static CRITICAL_SECTION one_at_a_time;
static INIT_ONCE once = INIT_ONCE_STATIC_INIT;
static struct { const char *name; int count; } counts[NAMES];
static BOOL initialized;
static HRESULT last_failure;
static char last_message[512];

static BOOL CALLBACK set_up(PINIT_ONCE unused, PVOID parameter, PVOID *context) {
    (void)unused, (void)parameter, (void)context;
    InitializeCriticalSection(&one_at_a_time);
    return TRUE;
}

static void record(const char *line) {
    char *path = state_path("transcript"), text[3 * PATH_ROOM];
    snprintf(text, sizeof text, "%lu %s\n", GetCurrentProcessId(), line);
    write_text(path, text, TRUE);
    free(path);
}

void complain(const char *format, ...) {
    char line[PATH_ROOM] = "! ";
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(line + 2, sizeof line - 2, format, arguments);
    va_end(arguments);
    record(line);
}

void set_initialized(BOOL value) { initialized = value; }
BOOL is_initialized(void) { return initialized; }

static int count_of(const char *name) {
    for (int i = 0; i < NAMES; i++) {
        if (!counts[i].name)
            counts[i].name = name;
        if (!strcmp(counts[i].name, name))
            return ++counts[i].count;
    }
    return 0;
}

static BOOL ordered(const char *name, int occurrence, char *what, size_t room) {
    char orders[2048];
    if (!GetEnvironmentVariableA("DISM_DOUBLE_FAULT", orders, sizeof orders))
        return FALSE;
    for (char *next, *order = strtok_s(orders, ";", &next); order; order = strtok_s(NULL, ";", &next)) {
        char call[128], fault[128];
        int n;
        if (sscanf(order, "call=%127[^,],occurrence=%d,fault=%127s", call, &n, fault) != 3)
            complain("not understood: %s", order);
        else if (!strcmp(call, name) && (n == 0 || n == occurrence))
            return snprintf(what, room, "%s", fault) > 0;
    }
    return FALSE;
}

static void end_process(Call *call, const char *when) {
    char line[3 * PATH_ROOM];
    snprintf(line, sizeof line, "%s(%s) killed %s", call->name, call->arguments, when);
    record(line);
    TerminateProcess(GetCurrentProcess(), killed);
    Sleep(INFINITE);
}

/* What Windows does in a process when Ctrl+C is pressed: a thread of its own that calls the handlers. No console is needed. */
static void press_control_c(void) {
    LPTHREAD_START_ROUTINE routine = (LPTHREAD_START_ROUTINE)(void *)GetProcAddress(GetModuleHandleA("kernelbase"), "CtrlRoutine");
    HANDLE thread = routine ? CreateThread(NULL, 0, routine, (void *)(UINT_PTR)CTRL_C_EVENT, 0, NULL) : NULL;
    if (!thread)
        complain("this Windows has no CtrlRoutine");
    else
        CloseHandle(thread);
}

static HRESULT be_cancelled(Call *call, HANDLE cancel) {
    press_control_c();
    if (!cancel) {
        Sleep(200);
        return S_OK;
    }
    if (WaitForSingleObject(cancel, 5000) == WAIT_OBJECT_0)
        return CANCELLED;
    complain("%s: Ctrl+C did not set the cancel event", call->name);
    return S_OK;
}

BOOL call_begin(Call *call, const char *name, HANDLE cancel, const wchar_t *format, ...) {
    char fault[128];
    wchar_t text[2 * PATH_ROOM] = {0};
    va_list arguments;
    InitOnceExecuteOnce(&once, set_up, NULL, NULL);
    EnterCriticalSection(&one_at_a_time);
    memset(call, 0, sizeof *call);
    call->name = name;
    va_start(arguments, format);
    _vsnwprintf(text, 2 * PATH_ROOM - 1, format, arguments);
    va_end(arguments);
    WideCharToMultiByte(CP_UTF8, 0, text, -1, call->arguments, sizeof call->arguments - 1, NULL, NULL);
    if (ordered(name, count_of(name), fault, sizeof fault)) {
        if (!strcmp(fault, "kill-before"))
            end_process(call, "before");
        else if (!strcmp(fault, "kill-after"))
            call->kill_after = TRUE;
        else if (!strcmp(fault, "cancel"))
            call->fault = be_cancelled(call, cancel);
        else if (!strncmp(fault, "done:", 5))
            call->result = (HRESULT)strtoul(fault + 5, NULL, 16);
        else
            call->fault = (HRESULT)strtoul(fault, NULL, 16);
    }
    if (!call->fault && cancel && WaitForSingleObject(cancel, 0) == WAIT_OBJECT_0)
        call->fault = CANCELLED;
    if (!call->fault && !initialized && strcmp(name, "DismInitialize") && strcmp(name, "DismDelete")) {
        complain("%s before DismInitialize", name);
        call->fault = DISMAPI_E_DISMAPI_NOT_INITIALIZED;
    }
    return call->fault != S_OK;
}

HRESULT call_end(Call *call, HRESULT result) {
    char line[3 * PATH_ROOM];
    if (SUCCEEDED(result) && call->result)
        result = call->result;
    snprintf(line, sizeof line, "%s(%s) = 0x%08lx", call->name, call->arguments, (unsigned long)result);
    record(line);
    if (call->kill_after)
        end_process(call, "after");
    /* DISM keeps the message of the last call only; freeing memory is not counted. */
    if (strcmp(call->name, "DismDelete") && strcmp(call->name, "DismGetLastErrorMessage")) {
        last_failure = result;
        snprintf(last_message, sizeof last_message, "The stand-in for DISM says that %s failed. Error: 0x%08lx", call->name, (unsigned long)result);
    }
    LeaveCriticalSection(&one_at_a_time);
    return result;
}

HRESULT take_last_error(DismString **message) {
    if (SUCCEEDED(last_failure))
        return HRESULT_FROM_WIN32(ERROR_NOT_FOUND);
    wchar_t *text = widen(last_message);
    HRESULT result = block_string(message, text);
    free(text);
    return result;
}

typedef struct { DISM_PROGRESS_CALLBACK call; PVOID data; } Progress;

static DWORD WINAPI tell(LPVOID parameter) {
    Progress *progress = parameter;
    for (UINT percent = 0; percent <= 100; percent += 25)
        progress->call(percent, 100, progress->data);
    return 0;
}

/* From a thread of DISM's own: callers may not rely on theirs. */
void report_progress(DISM_PROGRESS_CALLBACK call, PVOID data) {
    Progress progress = {call, data};
    HANDLE thread = call ? CreateThread(NULL, 0, tell, &progress, 0, NULL) : NULL;
    if (thread) {
        WaitForSingleObject(thread, INFINITE);
        CloseHandle(thread);
    }
}
