/*
 * A hive of an image as keys of HKLM. hivexregedit reads and writes the file; here its text becomes keys and values, and
 * at the end what differs becomes a text again. A set of values is kept as sorted lines: key, name, type and bytes.
 */
#include "double.h"

#define LINE_END '\x1f' /* between the parts of a line: in no name */

typedef struct { char **lines; int count; } Lines;

struct Hive {
    char *file;
    HKEY root;
    wchar_t *key;
    Lines before;
};

static void add_line(Lines *lines, const char *key, const char *name, DWORD type, const BYTE *bytes, DWORD size) {
    size_t room = strlen(key) + (name ? strlen(name) : 0) + 3 * (size_t)size + 32;
    char *line = malloc(room);
    int n = snprintf(line, room, "%s", key);
    if (name)
        n += snprintf(line + n, room - n, "%c%s%chex(%lx):", LINE_END, name, LINE_END, type);
    for (DWORD i = 0; name && i < size; i++)
        n += snprintf(line + n, room - n, "%s%02x", i ? "," : "", bytes[i]);
    lines->lines = realloc(lines->lines, (lines->count + 1) * sizeof *lines->lines);
    lines->lines[lines->count++] = line;
}

static void free_lines(Lines *lines) {
    for (int i = 0; i < lines->count; i++)
        free(lines->lines[i]);
    free(lines->lines);
    memset(lines, 0, sizeof *lines);
}

static int by_text(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }
static void sort_lines(Lines *lines) { qsort(lines->lines, lines->count, sizeof *lines->lines, by_text); }
static BOOL has_line(const Lines *lines, const char *line) {
    return lines->count && bsearch(&line, lines->lines, lines->count, sizeof *lines->lines, by_text);
}

static void walk(HKEY key, const char *path, Lines *lines) {
    wchar_t name[512];
    DWORD type, length, size, subkeys, values, longest;
    add_line(lines, path, NULL, 0, NULL, 0);
    RegQueryInfoKeyW(key, NULL, NULL, NULL, &subkeys, NULL, NULL, &values, NULL, &longest, NULL, NULL);
    BYTE *bytes = malloc(longest + 1);
    for (DWORD i = 0; i < values; i++) {
        length = 512;
        size = longest;
        if (RegEnumValueW(key, i, name, &length, NULL, &type, bytes, &size))
            continue;
        char *text = narrow(name);
        add_line(lines, path, text, type, bytes, size);
        free(text);
    }
    free(bytes);
    for (DWORD i = 0; i < subkeys; i++) {
        HKEY child;
        length = 512;
        if (RegEnumKeyExW(key, i, name, &length, NULL, NULL, NULL, NULL) || RegOpenKeyExW(key, name, 0, KEY_READ, &child))
            continue;
        char *text = narrow(name), *below = malloc(strlen(path) + strlen(text) + 2);
        sprintf(below, "%s\\%s", path, text);
        walk(child, below, lines);
        RegCloseKey(child);
        free(below);
        free(text);
    }
}

static Lines values_now(Hive *hive) {
    Lines lines = {0};
    walk(hive->root, "", &lines);
    sort_lines(&lines);
    return lines;
}

static HKEY create(HKEY root, const wchar_t *path) {
    HKEY key = NULL;
    RegCreateKeyExW(root, path, 0, NULL, 0, KEY_ALL_ACCESS, NULL, &key, NULL);
    return key;
}

/* A value of the text: "name"=hex(7):01,02 or "name"=dword:00000001, with \" and \\ in the name; @ is the default value. */
static void import_value(HKEY key, char *line) {
    char *name = line + 1, *out = name, *in = name;
    if (*line == '"') {
        for (; *in && *in != '"'; in++)
            *out++ = *in == '\\' ? *++in : *in;
        in++;
    } else
        in = line + 1;
    *out = 0;
    DWORD type = REG_BINARY, size = 0;
    BYTE *bytes = malloc(strlen(in) + 8);
    if (!strncmp(in, "=dword:", 7)) {
        DWORD number = strtoul(in + 7, NULL, 16);
        type = REG_DWORD;
        memcpy(bytes, &number, size = sizeof number);
    } else {
        sscanf(in, "=hex(%lx)", &type);
        char *hex = strchr(in, ':');
        for (hex = hex ? hex + 1 : in + strlen(in); *hex; hex += *hex == ',' ? 1 : 0)
            bytes[size++] = (BYTE)strtoul(hex, &hex, 16);
    }
    wchar_t *wide = widen(name);
    RegSetValueExW(key, wide, 0, type, bytes, size);
    free(wide);
    free(bytes);
}

static void import(HKEY root, char *text) {
    HKEY key = NULL;
    for (char *next, *line = strtok_s(text, "\r\n", &next); line; line = strtok_s(NULL, "\r\n", &next)) {
        if (line[0] == '[') {
            line[strlen(line) - 1] = 0;
            wchar_t *path = widen(line[1] == '\\' ? line + 2 : line + 1);
            if (key)
                RegCloseKey(key);
            key = create(root, path);
            free(path);
        } else if (key && (line[0] == '"' || line[0] == '@'))
            import_value(key, line);
    }
    if (key)
        RegCloseKey(key);
}

Hive *hive_load(const char *file, const wchar_t *key) {
    char *text = NULL;
    if (FAILED(host_run(&text, "export", file, NULL)) || !text) {
        free(text);
        return NULL;
    }
    Hive *hive = calloc(1, sizeof *hive);
    hive->file = strdup(file);
    hive->key = _wcsdup(key);
    /* A killed process may have left it loaded. */
    RegDeleteTreeW(HKEY_LOCAL_MACHINE, key);
    hive->root = create(HKEY_LOCAL_MACHINE, key);
    import(hive->root, text);
    hive->before = values_now(hive);
    free(text);
    return hive;
}

static void append(char **text, size_t *size, const char *format, const char *a, const char *b, const char *c) {
    size_t room = strlen(format) + strlen(a) + strlen(b) + strlen(c);
    *text = realloc(*text, *size + room);
    *size += snprintf(*text + *size, room, format, a, b, c);
}

static void append_change(char **text, size_t *size, const char *line, BOOL gone) {
    char *key = strdup(line), *name = strchr(key, LINE_END), escaped[2048], *out = escaped;
    char *value = name ? strchr(name + 1, LINE_END) : NULL;
    if (!name) {
        append(text, size, gone ? "[-\\%s]\n\n%s%s" : "[\\%s]\n\n%s%s", key[0] ? key + 1 : key, "", "");
    } else {
        *name++ = 0;
        *value++ = 0;
        for (const char *in = name; *in && out < escaped + sizeof escaped - 3; in++) {
            if (*in == '"' || *in == '\\')
                *out++ = '\\';
            *out++ = *in;
        }
        *out = 0;
        append(text, size, *name ? "[\\%s]\n\"%s\"=%s\n\n" : "[\\%s]\n@%s=%s\n\n", key[0] ? key + 1 : key, escaped, gone ? "-" : value);
    }
    free(key);
}

/* A key that is gone takes along what is below it; the lines of both are neighbours. */
static BOOL is_below(const char *line, const char *gone_key) {
    size_t length = gone_key ? strlen(gone_key) : 0;
    return length && !strncmp(line, gone_key, length) && (line[length] == '\\' || line[length] == LINE_END);
}

static BOOL set_again(const Lines *now, const char *gone) {
    const char *value = strchr(gone, LINE_END);
    size_t length = value ? (size_t)(strchr(value + 1, LINE_END) - gone) + 1 : 0;
    for (int i = 0; length && i < now->count; i++)
        if (!strncmp(now->lines[i], gone, length))
            return TRUE;
    return FALSE;
}

HRESULT hive_write_back(Hive *hive) {
    Lines now = values_now(hive);
    char *text = NULL, *path = state_name("host");
    size_t size = 0;
    HRESULT result;
    append(&text, &size, "Windows Registry Editor Version 5.00\n\n%s%s%s", "", "", "");
    const char *gone_key = NULL;
    for (int i = 0; i < hive->before.count; i++) {
        const char *line = hive->before.lines[i];
        if (has_line(&now, line) || set_again(&now, line) || is_below(line, gone_key))
            continue;
        if (!strchr(line, LINE_END))
            gone_key = line;
        append_change(&text, &size, line, TRUE);
    }
    size_t nothing = size;
    for (int i = 0; i < now.count; i++)
        if (!has_line(&hive->before, now.lines[i]))
            append_change(&text, &size, now.lines[i], FALSE);
    write_text(path, text, FALSE);
    /* Windows writes a loaded hive back even where nothing was set: its sequence numbers change. */
    result = size == nothing && !strchr(text, '[') ? host_run(NULL, "touch", hive->file, NULL) : host_run(NULL, "merge", hive->file, path, NULL);
    free_lines(&hive->before);
    hive->before = now;
    free(text);
    free(path);
    return result;
}

void hive_unload(Hive *hive) {
    RegCloseKey(hive->root);
    RegDeleteTreeW(HKEY_LOCAL_MACHINE, hive->key);
    free_lines(&hive->before);
    free(hive->file);
    free(hive->key);
    free(hive);
}

wchar_t *hive_get(Hive *hive, const wchar_t *key, const wchar_t *name) {
    DWORD size = 0;
    if (RegGetValueW(hive->root, key, name, RRF_RT_REG_SZ, NULL, NULL, &size))
        return NULL;
    wchar_t *text = calloc(1, size + sizeof *text);
    RegGetValueW(hive->root, key, name, RRF_RT_REG_SZ, NULL, text, &size);
    return text;
}

static void set(Hive *hive, const wchar_t *path, const wchar_t *name, DWORD type, const void *bytes, DWORD count) {
    HKEY key = create(hive->root, path);
    RegSetValueExW(key, name, 0, type, bytes, count);
    RegCloseKey(key);
}

void hive_set(Hive *hive, const wchar_t *key, const wchar_t *name, const wchar_t *text) {
    set(hive, key, name, REG_SZ, text, (DWORD)((wcslen(text) + 1) * sizeof *text));
}

void hive_set_bytes(Hive *hive, const wchar_t *key, const wchar_t *name, const void *bytes, DWORD count) {
    set(hive, key, name, REG_BINARY, bytes, count);
}
