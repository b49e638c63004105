/*
 * Editions and product keys. Which editions an image can be set to is in the image itself
 * (Windows\servicing\Editions\EditionMatrix.xml); which keys there are, in keys.tsv of the state folder:
 * key, EditionIDs separated by ";", first and last build, channel.
 */
#include "double.h"

#define UNKNOWN_PRODUCT HRESULT_FROM_WIN32(ERROR_UNKNOWN_PRODUCT)
#define CURRENT_VERSION L"Microsoft\\Windows NT\\CurrentVersion"

static wchar_t *current(Session *session) {
    Hive *software;
    return SUCCEEDED(session_hive(session, 0, &software, NULL)) ? hive_get(software, CURRENT_VERSION, L"EditionID") : NULL;
}

HRESULT edition_current(Session *session, DismString **edition) {
    wchar_t *text = current(session);
    if (!text)
        return HRESULT_FROM_WIN32(ERROR_NOT_FOUND);
    block_string(edition, text);
    free(text);
    return S_OK;
}

/* The next Target within the Edition, or NULL. */
static char *next_target(char **at, const char *end, char *name, size_t room) {
    char *target = strstr(*at, "<Target ID=\"");
    if (!target || target >= end)
        return NULL;
    target += strlen("<Target ID=\"");
    snprintf(name, room, "%.*s", (int)strcspn(target, "\""), target);
    *at = target;
    return name;
}

static int targets_of(Session *session, char names[][128], int room) {
    char *matrix, *text = NULL, *at, start[256];
    wchar_t path[PATH_ROOM], *edition = current(session);
    int count = 0;
    _snwprintf(path, PATH_ROOM, L"%ls\\%ls\\servicing\\Editions\\EditionMatrix.xml", session->root_as_given, session->windows);
    matrix = unix_path(path);
    text = matrix ? read_text(matrix) : NULL;
    if (text && edition) {
        snprintf(start, sizeof start, "<Edition ID=\"%ls\"", edition);
        at = strstr(text, start);
        char *end = at ? strstr(at, "</Edition>") : NULL;
        while (at && end && count < room && next_target(&at, end, names[count], 128))
            count++;
    }
    free(text);
    free(matrix);
    free(edition);
    return count;
}

HRESULT edition_targets(Session *session, DismString **editions, UINT *count) {
    char names[16][128];
    *count = (UINT)targets_of(session, names, 16);
    *editions = block_new((*count + 1) * sizeof **editions);
    for (UINT i = 0; i < *count; i++) {
        wchar_t *name = widen(names[i]);
        (*editions)[i].Value = block_text(*editions, name);
        free(name);
    }
    return S_OK;
}

typedef struct { char editions[512], channel[64]; int first, last; } KeyRow;

static BOOL is_among(const char *editions, const char *edition) {
    size_t length = strlen(edition);
    for (const char *at = editions; at; at = strchr(at, ';')) {
        at += *at == ';';
        if (!_strnicmp(at, edition, length) && (at[length] == ';' || !at[length]))
            return TRUE;
    }
    return FALSE;
}

/* The row of a key; where an edition is given, the one that is for it and the build. */
static BOOL find_key(PCWSTR wanted, const char *edition, int build, KeyRow *row) {
    char *path = state_path("keys.tsv"), *text = read_text(path), *key = narrow(wanted), here[64];
    BOOL found = FALSE;
    for (char *next, *line = text ? strtok_s(text, "\n", &next) : NULL; line && !found; line = strtok_s(NULL, "\n", &next))
        found = sscanf(line, "%63[^\t]\t%511[^\t]\t%d\t%d\t%63[^\t\r]", here, row->editions, &row->first, &row->last, row->channel) == 5 &&
                !_stricmp(here, key) && (!edition || (is_among(row->editions, edition) && build >= row->first && build <= row->last));
    free(key);
    free(text);
    free(path);
    return found;
}

static HRESULT validate_for(Session *session, PCWSTR key, const wchar_t *edition) {
    Hive *software;
    KeyRow row;
    if (FAILED(session_hive(session, 0, &software, NULL)))
        return HRESULT_FROM_WIN32(ERROR_BADDB);
    wchar_t *build = hive_get(software, CURRENT_VERSION, L"CurrentBuild");
    char *name = edition ? narrow(edition) : NULL;
    BOOL fits = name && build && find_key(key, name, _wtoi(build), &row);
    free(name);
    free(build);
    return fits ? S_OK : UNKNOWN_PRODUCT;
}

HRESULT key_validate(Session *session, PCWSTR key) {
    wchar_t *edition = current(session);
    HRESULT result = validate_for(session, key, edition);
    free(edition);
    return result;
}

/* What is left of a key in a hive cannot be read back as a key: here, its FNV-1a hash. */
static void leave_key(Session *session, PCWSTR key) {
    Hive *software;
    UINT64 hash = 0xcbf29ce484222325;
    for (const wchar_t *c = key; *c; c++)
        hash = (hash ^ (BYTE)*c) * 0x100000001b3;
    if (SUCCEEDED(session_hive(session, 0, &software, NULL)))
        hive_set_bytes(software, CURRENT_VERSION, L"DigitalProductId", &hash, sizeof hash);
    session_log(session, "Setting product key xxxxx-xxxxx-xxxxx-xxxxx-%.5ls", wcslen(key) > 5 ? key + wcslen(key) - 5 : key);
}

HRESULT key_set(Session *session, PCWSTR key) {
    HRESULT result = session->read_only ? E_ACCESSDENIED : key_validate(session, key);
    if (SUCCEEDED(result))
        leave_key(session, key);
    return result;
}

HRESULT key_info(PCWSTR key, DismString **edition, DismString **channel) {
    KeyRow row;
    if (!find_key(key, NULL, 0, &row))
        return UNKNOWN_PRODUCT;
    row.editions[strcspn(row.editions, ";")] = 0;
    wchar_t *name = widen(row.editions), *kind = widen(row.channel);
    block_string(edition, name);
    block_string(channel, kind);
    free(name);
    free(kind);
    return S_OK;
}

static void rename_licences(Session *session, const wchar_t *from, const wchar_t *to) {
    wchar_t path[PATH_ROOM];
    char *old_name = narrow(from), *new_name = narrow(to), *folder;
    _snwprintf(path, PATH_ROOM, L"%ls\\%ls\\System32\\spp\\tokens\\skus", session->root_as_given, session->windows);
    if ((folder = unix_path(path)))
        host_run(NULL, "rename", folder, old_name, new_name, NULL);
    free(folder);
    free(old_name);
    free(new_name);
}

/* The XML of the WIM is told of the new edition at commit. */
static void note_edition(Session *session, const wchar_t *edition) {
    char path[PATH_ROOM], *name = narrow(edition);
    snprintf(path, sizeof path, "%s/edition", session->mount.record);
    if (session->is_mount)
        write_text(path, name, FALSE);
    free(name);
}

HRESULT edition_set(Session *session, PCWSTR edition, PCWSTR key) {
    char names[16][128], *wanted = narrow(edition);
    Hive *software;
    BOOL possible = FALSE;
    for (int i = targets_of(session, names, 16) - 1; i >= 0; i--)
        possible = possible || !_stricmp(names[i], wanted);
    free(wanted);
    if (session->read_only)
        return E_ACCESSDENIED;
    if (!possible)
        return UNKNOWN_PRODUCT;
    if (key && FAILED(validate_for(session, key, edition)))
        return UNKNOWN_PRODUCT;
    wchar_t *before = current(session), *composition;
    session_hive(session, 0, &software, NULL);
    hive_set(software, CURRENT_VERSION, L"EditionID", edition);
    if ((composition = hive_get(software, CURRENT_VERSION, L"CompositionEditionID")))
        hive_set(software, CURRENT_VERSION, L"CompositionEditionID", edition);
    rename_licences(session, before, edition);
    note_edition(session, edition);
    session_log(session, "Setting edition %ls", edition);
    if (key)
        leave_key(session, key);
    free(composition);
    free(before);
    session->needs_reload = TRUE;
    return DISMAPI_S_RELOAD_IMAGE_SESSION_REQUIRED;
}

HRESULT unattend_apply(Session *session, PCWSTR file) {
    char *path = unix_path(file), *text = path ? read_text(path) : NULL;
    HRESULT result = S_OK;
    if (!text)
        result = HRESULT_FROM_WIN32(ERROR_FILE_NOT_FOUND);
    else if (!strstr(text, "unattend"))
        result = HRESULT_FROM_WIN32(ERROR_INVALID_DATA);
    else if (session->read_only)
        result = E_ACCESSDENIED;
    else
        session_log(session, "Applying %s settings of the answer file", strstr(text, "offlineServicing") ? "offlineServicing" : "no");
    free(text);
    free(path);
    return result;
}
