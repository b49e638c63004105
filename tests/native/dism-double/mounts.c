/* Mounted images. They outlive the process, as DISM's do: one folder each below mounts/ in the state folder. */
#include "double.h"

/* winerror.h has none of these; they are WIM mount errors as DISM prints them. */
#define FOLDER_NOT_EMPTY ((HRESULT)0xC1420114)
#define ALREADY_MOUNTED_FOR_WRITING ((HRESULT)0xC1420127)

static void set_status(Mount *mount) {
    char *path = malloc(PATH_ROOM), *said;
    snprintf(path, PATH_ROOM, "%s/status", mount->record);
    said = read_text(path);
    wchar_t *folder = dos_path(mount->folder);
    if (GetFileAttributesW(folder) == INVALID_FILE_ATTRIBUTES || (said && !strncmp(said, "invalid", 7)))
        mount->status = DismMountStatusInvalid;
    else if (said && !strncmp(said, "needs-remount", 13))
        mount->status = DismMountStatusNeedsRemount;
    free(folder);
    free(said);
    free(path);
}

/* The file "mount" of a record, a line each: folder and image, as given and on Linux, index, mode. */
static BOOL load(const char *name, Mount *mount) {
    char *file = state_path("mounts/%s/mount", name), *text = read_text(file), *lines[6] = {0}, *next, *line;
    int n = 0;
    memset(mount, 0, sizeof *mount);
    for (line = text ? strtok_s(text, "\n", &next) : NULL; line && n < 6; line = strtok_s(NULL, "\n", &next))
        lines[n++] = line;
    if (n == 6) {
        mount->record = state_path("mounts/%s", name);
        mount->folder_as_given = widen(lines[0]);
        mount->folder = strdup(lines[1]);
        mount->image_as_given = widen(lines[2]);
        mount->image = strdup(lines[3]);
        mount->index = (UINT)atoi(lines[4]);
        mount->mode = (DismMountMode)atoi(lines[5]);
        set_status(mount);
    }
    free(text);
    free(file);
    return n == 6;
}

static void release(Mount *mount) {
    free(mount->record);
    free(mount->folder_as_given);
    free(mount->folder);
    free(mount->image_as_given);
    free(mount->image);
}

int mounts_load(Mount **mounts) {
    char *pattern = state_path("mounts/*");
    wchar_t *search = dos_path(pattern);
    WIN32_FIND_DATAW found;
    HANDLE find = FindFirstFileW(search, &found);
    int count = 0;
    *mounts = NULL;
    if (find != INVALID_HANDLE_VALUE) {
        do {
            char *name = narrow(found.cFileName);
            *mounts = realloc(*mounts, (count + 1) * sizeof **mounts);
            if (name[0] != '.' && load(name, &(*mounts)[count]))
                count++;
            free(name);
        } while (FindNextFileW(find, &found));
        FindClose(find);
    }
    free(search);
    free(pattern);
    return count;
}

void mounts_free(Mount *mounts, int count) {
    for (int i = 0; i < count; i++)
        release(&mounts[i]);
    free(mounts);
}

BOOL mount_find(const wchar_t *folder, Mount *result) {
    wchar_t full[PATH_ROOM];
    char *path = unix_path(folder);
    Mount *mounts;
    int count = mounts_load(&mounts), at = -1;
    GetFullPathNameW(folder, PATH_ROOM, full, NULL);
    for (int i = 0; i < count; i++)
        if ((path && !strcmp(mounts[i].folder, path)) || !_wcsicmp(mounts[i].folder_as_given, full))
            at = i;
    if (at >= 0) {
        *result = mounts[at];
        mounts[at] = mounts[--count];
    }
    mounts_free(mounts, count);
    free(path);
    return at >= 0;
}

static BOOL is_empty_folder(const char *path) {
    char pattern[PATH_ROOM];
    WIN32_FIND_DATAW found;
    BOOL empty = TRUE;
    snprintf(pattern, sizeof pattern, "%s/*", path);
    wchar_t *search = dos_path(pattern);
    HANDLE find = FindFirstFileW(search, &found);
    free(search);
    if (find == INVALID_HANDLE_VALUE)
        return GetLastError() == ERROR_FILE_NOT_FOUND;
    do
        empty = empty && (!wcscmp(found.cFileName, L".") || !wcscmp(found.cFileName, L".."));
    while (FindNextFileW(find, &found));
    FindClose(find);
    return empty;
}

static HRESULT check(const char *image, const char *folder, UINT index, BOOL writing) {
    Mount *mounts;
    int count = mounts_load(&mounts);
    HRESULT result = is_empty_folder(folder) ? S_OK : FOLDER_NOT_EMPTY;
    for (int i = 0; i < count && result == S_OK; i++)
        if (writing && mounts[i].mode == DismReadWrite && mounts[i].index == index && !strcmp(mounts[i].image, image))
            result = ALREADY_MOUNTED_FOR_WRITING;
    mounts_free(mounts, count);
    return result;
}

static HRESULT index_of(PCWSTR file, PCWSTR name, UINT *index) {
    DismImageInfo *images;
    UINT count;
    HRESULT result = images_read(file, &images, &count);
    if (FAILED(result))
        return result;
    *index = 0;
    for (UINT i = 0; i < count; i++)
        if (images[i].ImageName && name && !wcscmp(images[i].ImageName, name))
            *index = images[i].ImageIndex;
    block_delete(images);
    return *index ? S_OK : (HRESULT)DISMAPI_E_INVALID_IMAGE_NAME;
}

static HRESULT lay_out(PCWSTR file, const char *image, PCWSTR folder, const char *target, UINT index, DismMountMode mode) {
    wchar_t full_folder[PATH_ROOM], full_file[PATH_ROOM];
    char *record = state_name("mounts"), text[4 * PATH_ROOM], path[PATH_ROOM], digits[16];
    wchar_t *place = dos_path(record);
    CreateDirectoryW(place, NULL);
    free(place);
    snprintf(digits, sizeof digits, "%u", index);
    HRESULT result = host_run(NULL, "mount", image, digits, target, record, NULL);
    if (SUCCEEDED(result)) {
        GetFullPathNameW(folder, PATH_ROOM, full_folder, NULL);
        GetFullPathNameW(file, PATH_ROOM, full_file, NULL);
        char *given_folder = narrow(full_folder), *given_file = narrow(full_file);
        snprintf(text, sizeof text, "%s\n%s\n%s\n%s\n%u\n%d\n", given_folder, target, given_file, image, index, mode);
        snprintf(path, sizeof path, "%s/mount", record);
        write_text(path, text, FALSE);
        free(given_folder);
        free(given_file);
    } else
        host_run(NULL, "unmount", target, record, NULL);
    free(record);
    return result;
}

HRESULT mount_image(PCWSTR file, PCWSTR folder, UINT index, PCWSTR name, DismImageIdentifier by, DWORD flags) {
    char *image = unix_path(file), *target = unix_path(folder);
    wchar_t *place = target ? dos_path(target) : NULL;
    DWORD attributes = place ? GetFileAttributesW(place) : INVALID_FILE_ATTRIBUTES;
    DismMountMode mode = flags & DISM_MOUNT_READONLY ? DismReadOnly : DismReadWrite;
    HRESULT result = S_OK;
    if (attributes == INVALID_FILE_ATTRIBUTES || !(attributes & FILE_ATTRIBUTE_DIRECTORY))
        result = HRESULT_FROM_WIN32(ERROR_PATH_NOT_FOUND);
    else if (wcslen(folder) >= MAX_PATH)
        /* WIMMountImage, which DISM uses, takes no longer one (learn.microsoft.com, WIMMountImage). */
        result = HRESULT_FROM_WIN32(ERROR_FILENAME_EXCED_RANGE);
    else if (!image)
        result = HRESULT_FROM_WIN32(ERROR_FILE_NOT_FOUND);
    if (result == S_OK && by == DismImageName)
        result = index_of(file, name, &index);
    if (result == S_OK && index == 0)
        result = DISMAPI_E_INVALID_IMAGE_INDEX;
    if (result == S_OK)
        result = check(image, target, index, mode == DismReadWrite);
    if (result == S_OK)
        result = lay_out(file, image, folder, target, index, mode);
    free(place);
    free(image);
    free(target);
    return result;
}

HRESULT mount_commit(const Mount *mount, DWORD flags) {
    char index[16], words[64];
    if (mount->mode == DismReadOnly)
        return E_ACCESSDENIED;
    snprintf(index, sizeof index, "%u", mount->index);
    snprintf(words, sizeof words, "commit%s%s", flags & DISM_COMMIT_GENERATE_INTEGRITY ? " integrity" : "", flags & DISM_COMMIT_APPEND ? " append" : "");
    return host_run(NULL, "commit", mount->image, index, mount->folder, mount->record, words, NULL);
}

/* Empties the folder and forgets the mount. */
HRESULT mount_remove(const Mount *mount) {
    char *changes = NULL;
    if (mount->mode == DismReadOnly && mount->status != DismMountStatusInvalid &&
        host_run(&changes, "changed", mount->folder, mount->record, NULL) == S_OK)
        complain("written into a read-only mount: %s", changes);
    free(changes);
    return host_run(NULL, "unmount", mount->folder, mount->record, NULL);
}
