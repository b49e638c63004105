/*
 * Servicing sessions. While one is open, the hives of the image are loaded: nobody else can open their files, and they
 * are written back at the end, unless the image is mounted read-only.
 */
#include "double.h"

static const wchar_t *const hive_files[HIVES] = {
    L"System32\\config\\SOFTWARE", L"System32\\config\\SYSTEM", L"System32\\config\\SECURITY", L"System32\\config\\SAM",
    L"System32\\config\\DEFAULT", L"", L"System32\\config\\COMPONENTS", L"System32\\config\\DRIVERS",
};

static Session *sessions;
static DismSession last_id;

/* A file below the Windows folder of the image, as Windows sees it. */
static void file_in(const Session *session, const wchar_t *path, wchar_t *result) {
    _snwprintf(result, PATH_ROOM, L"%ls\\%ls\\%ls", session->root_as_given, session->windows, path);
    result[PATH_ROOM - 1] = 0;
}

static HRESULT lock_hives(Session *session) {
    wchar_t path[PATH_ROOM];
    for (int i = 0; i < HIVES; i++) {
        if (!*hive_files[i])
            continue;
        file_in(session, hive_files[i], path);
        HANDLE file = CreateFileW(path, GENERIC_READ | GENERIC_WRITE, 0, NULL, OPEN_EXISTING, 0, NULL);
        if (file != INVALID_HANDLE_VALUE)
            session->locks[i] = file;
        else if (GetLastError() != ERROR_FILE_NOT_FOUND)
            return HRESULT_FROM_WIN32(GetLastError());
    }
    return S_OK;
}

static void release(Session *session) {
    for (int i = 0; i < HIVES; i++) {
        if (session->hives[i])
            hive_unload(session->hives[i]);
        if (session->locks[i])
            CloseHandle(session->locks[i]);
    }
    free(session->root);
    free(session->root_as_given);
    free(session->windows);
    free(session);
}

HRESULT session_open(PCWSTR path, PCWSTR windows, DismSession *id) {
    wchar_t full[PATH_ROOM], config[PATH_ROOM];
    char *root = unix_path(path);
    if (!wcscmp(path, DISM_ONLINE_IMAGE))
        return E_NOTIMPL;
    if (!root)
        return HRESULT_FROM_WIN32(ERROR_PATH_NOT_FOUND);
    GetFullPathNameW(path, PATH_ROOM, full, NULL);
    Session *session = calloc(1, sizeof *session);
    session->root = root;
    session->root_as_given = _wcsdup(full);
    session->windows = _wcsdup(windows && *windows ? windows : L"Windows");
    session->is_mount = mount_find(full, &session->mount);
    session->read_only = session->is_mount && session->mount.mode == DismReadOnly;
    file_in(session, L"System32\\config", config);
    HRESULT result = S_OK;
    if (session->is_mount && session->mount.status != DismMountStatusOk)
        result = DISMAPI_E_NEEDS_REMOUNT;
    else if (GetFileAttributesW(config) == INVALID_FILE_ATTRIBUTES)
        result = HRESULT_FROM_WIN32(ERROR_PATH_NOT_FOUND);
    if (result == S_OK)
        result = lock_hives(session);
    if (FAILED(result)) {
        release(session);
        return result;
    }
    *id = session->id = ++last_id;
    session->next = sessions;
    sessions = session;
    return S_OK;
}

HRESULT session_find(DismSession id, Session **found) {
    for (*found = sessions; *found; *found = (*found)->next)
        if ((*found)->id == id)
            return (*found)->needs_reload ? (HRESULT)DISMAPI_E_INVALID_DISM_SESSION : S_OK;
    return DISMAPI_E_INVALID_DISM_SESSION;
}

BOOL session_is_open_on(const char *folder) {
    for (Session *session = sessions; session; session = session->next)
        if (!strcmp(session->root, folder))
            return TRUE;
    return FALSE;
}

BOOL sessions_any(void) { return sessions != NULL; }

/* The name of the key is DISM's own. hive and key may be NULL; the key is to be freed. */
HRESULT session_hive(Session *session, UINT which, Hive **hive, wchar_t **key) {
    wchar_t path[PATH_ROOM], name[PATH_ROOM];
    if (which >= HIVES)
        return E_INVALIDARG;
    file_in(session, hive_files[which], path);
    _snwprintf(name, PATH_ROOM, L"{bf1a281b-ad7b-4476-ac95-f47682990ce7}%ls", path);
    for (wchar_t *c = name; *c; c++)
        if (*c == '\\')
            *c = '/';
    if (!session->locks[which])
        return HRESULT_FROM_WIN32(ERROR_FILE_NOT_FOUND);
    if (!session->hives[which]) {
        char *file = unix_path(path);
        session->hives[which] = file ? hive_load(file, name) : NULL;
        free(file);
        if (!session->hives[which])
            return HRESULT_FROM_WIN32(ERROR_BADDB);
    }
    if (hive)
        *hive = session->hives[which];
    if (key)
        *key = _wcsdup(name);
    return S_OK;
}

/* Nothing was set in a hive that nobody asked for, but Windows has loaded it all the same, and writes it back. */
static HRESULT write_back_unchanged(Session *session, UINT which) {
    wchar_t path[PATH_ROOM];
    file_in(session, hive_files[which], path);
    char *file = unix_path(path);
    HRESULT result = file ? host_run(NULL, "touch", file, NULL) : E_FAIL;
    free(file);
    return result;
}

HRESULT session_flush(Session *session) {
    HRESULT result = S_OK, written;
    for (UINT i = 0; i < HIVES && !session->read_only; i++) {
        written = session->hives[i] ? hive_write_back(session->hives[i]) : session->locks[i] ? write_back_unchanged(session, i) : S_OK;
        if (FAILED(written))
            result = HRESULT_FROM_WIN32(ERROR_REGISTRY_IO_FAILED);
    }
    return result;
}

HRESULT session_close(DismSession id) {
    Session *session;
    session_find(id, &session);
    if (!session)
        return DISMAPI_E_INVALID_DISM_SESSION;
    HRESULT result = session_flush(session);
    for (Session **link = &sessions; *link; link = &(*link)->next)
        if (*link == session) {
            *link = session->next;
            break;
        }
    release(session);
    return result;
}

/* Servicing leaves its own traces in an image, in the folder for logs that every Windows has. */
void session_log(Session *session, const char *format, ...) {
    wchar_t path[PATH_ROOM];
    char line[PATH_ROOM];
    va_list arguments;
    if (session->read_only)
        return;
    va_start(arguments, format);
    int length = vsnprintf(line, sizeof line - 2, format, arguments);
    va_end(arguments);
    strcpy(line + length, "\r\n");
    file_in(session, L"Logs\\DISM", path);
    CreateDirectoryW(path, NULL);
    file_in(session, L"Logs\\DISM\\dism.log", path);
    HANDLE file = CreateFileW(path, FILE_APPEND_DATA, FILE_SHARE_READ, NULL, OPEN_ALWAYS, 0, NULL);
    if (file == INVALID_HANDLE_VALUE)
        return;
    DWORD written;
    WriteFile(file, line, (DWORD)strlen(line), &written, NULL);
    CloseHandle(file);
}
