/*
 * Calls DISM's API as it is told, one order per argument, words separated by "|": for tests of the stand-in for DISM, and
 * to be somebody else who mounts images. Prints a line per order: its first word, the HRESULT, and what the call told.
 * A session is always the one that was opened last.
 */
#include <windows.h>
#include <dismapi.h>
#include <stdio.h>

HRESULT WINAPI _DismGetCurrentEdition(DismSession session, DismString **edition);
HRESULT WINAPI _DismGetTargetEditions(DismSession session, DismString **editions, UINT *count);
HRESULT WINAPI _DismValidateProductKey(DismSession session, PCWSTR key);
HRESULT WINAPI _DismSetProductKey(DismSession session, PCWSTR key);
HRESULT WINAPI _DismGetProductKeyInfo(DismSession session, PCWSTR key, DismString **edition, DismString **channel);
HRESULT WINAPI _DismSetEdition(DismSession session, PCWSTR edition, PCWSTR key, HANDLE cancel, DISM_PROGRESS_CALLBACK progress, PVOID data);
HRESULT WINAPI _DismGetRegistryMountPoint(DismSession session, UINT hive, DismString **point);

static DismSession session;
static HANDLE cancel;
static HANDLE held = INVALID_HANDLE_VALUE;
static wchar_t told[8192];

static void tell(const wchar_t *text) { wcsncat(wcscat(told, L" "), text ? text : L"-", 2000); }

static void tell_string(DismString *string) {
    if (string)
        tell(string->Value);
    DismDelete(string);
}

static void CALLBACK progress(UINT current, UINT total, PVOID data) {
    wchar_t text[64];
    (void)data;
    _snwprintf(text, 64, L"%u/%u", current, total);
    tell(text);
}

static BOOL WINAPI on_control(DWORD event) {
    if (event == CTRL_C_EVENT)
        SetEvent(cancel);
    return TRUE;
}

static HRESULT info(PCWSTR path) {
    DismImageInfo *images;
    UINT count;
    HRESULT result = DismGetImageInfo(path, &images, &count);
    for (UINT i = 0; SUCCEEDED(result) && i < count; i++) {
        wchar_t text[512];
        DismWimCustomizedInfo *custom = images[i].CustomizedInfo;
        _snwprintf(text, 512, L"[%d %u %ls %ls %ls %u %u.%u.%u %ls files=%u]", images[i].ImageType, images[i].ImageIndex, images[i].ImageName ? images[i].ImageName : L"-",
                   images[i].EditionId ? images[i].EditionId : L"-", images[i].InstallationType ? images[i].InstallationType : L"-", images[i].Architecture,
                   images[i].MajorVersion, images[i].MinorVersion, images[i].Build, images[i].LanguageCount ? images[i].Language->Value : L"-", custom ? custom->FileCount : 0);
        tell(text);
    }
    if (SUCCEEDED(result))
        DismDelete(images);
    return result;
}

static HRESULT mounts(void) {
    DismMountedImageInfo *images;
    UINT count;
    HRESULT result = DismGetMountedImageInfo(&images, &count);
    for (UINT i = 0; SUCCEEDED(result) && i < count; i++) {
        wchar_t text[1024];
        _snwprintf(text, 1024, L"[%ls %ls %u mode=%d status=%d]", images[i].MountPath, images[i].ImageFilePath, images[i].ImageIndex, images[i].MountMode, images[i].MountStatus);
        tell(text);
    }
    if (SUCCEEDED(result))
        DismDelete(images);
    return result;
}

static HRESULT editions(void) {
    DismString *string = NULL, *all = NULL;
    UINT count = 0;
    HRESULT result = _DismGetCurrentEdition(session, &string);
    if (FAILED(result))
        return result;
    tell_string(string);
    result = _DismGetTargetEditions(session, &all, &count);
    for (UINT i = 0; i < count; i++)
        tell(all[i].Value);
    DismDelete(all);
    return result;
}

/* Registry values through the mount point: hive, key, name, and a text where it shall be set. */
static HRESULT registry(wchar_t **word) {
    DismString *point = NULL;
    HKEY key;
    wchar_t path[1024], text[512] = L"", *from;
    DWORD size = sizeof text;
    HRESULT result = _DismGetRegistryMountPoint(session, (UINT)_wtoi(word[1]), &point);
    if (FAILED(result))
        return result;
    from = wcsncmp(point->Value, L"HKEY_LOCAL_MACHINE\\", 19) ? (wchar_t *)point->Value : (wchar_t *)point->Value + 19;
    _snwprintf(path, 1024, L"%ls\\%ls", from, word[2]);
    tell(point->Value);
    DismDelete(point);
    LONG error;
    if (word[4] && !wcscmp(word[4], L"(delete key)")) {
        error = RegDeleteTreeW(HKEY_LOCAL_MACHINE, path);
        return HRESULT_FROM_WIN32(error);
    }
    error = RegCreateKeyExW(HKEY_LOCAL_MACHINE, path, 0, NULL, 0, KEY_ALL_ACCESS, NULL, &key, NULL);
    if (error)
        return HRESULT_FROM_WIN32(error);
    if (word[4] && !wcscmp(word[4], L"(delete)"))
        error = RegDeleteValueW(key, word[3]);
    else if (word[4])
        error = RegSetValueExW(key, word[3], 0, REG_SZ, (BYTE *)word[4], (DWORD)(wcslen(word[4]) + 1) * 2);
    else if (!(error = RegGetValueW(key, NULL, word[3], RRF_RT_REG_SZ, NULL, text, &size)))
        tell(text);
    RegCloseKey(key);
    return HRESULT_FROM_WIN32(error);
}

static HRESULT message(void) {
    DismString *string = NULL;
    HRESULT result = DismGetLastErrorMessage(&string);
    if (SUCCEEDED(result))
        tell_string(string);
    return result;
}

static HRESULT key_info(PCWSTR key) {
    DismString *edition = NULL, *channel = NULL;
    HRESULT result = _DismGetProductKeyInfo(session, key, &edition, &channel);
    if (SUCCEEDED(result)) {
        tell_string(edition);
        tell_string(channel);
    }
    return result;
}

static HRESULT hold(PCWSTR path) {
    held = CreateFileW(path, GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_WRITE, NULL, OPEN_EXISTING, 0, NULL);
    return held == INVALID_HANDLE_VALUE ? HRESULT_FROM_WIN32(GetLastError()) : S_OK;
}

static HRESULT run(wchar_t **word) {
    void *nothing = word;
#define IS(name) (!wcscmp(word[0], L##name))
    if (IS("init")) return DismInitialize(DismLogErrors, NULL, NULL);
    if (IS("shutdown")) return DismShutdown();
    if (IS("info")) return info(word[1]);
    if (IS("mounts")) return mounts();
    if (IS("mount")) return DismMountImage(word[1], word[2], (UINT)_wtoi(word[3]), NULL, DismImageIndex, wcstoul(word[4], NULL, 0), cancel, progress, NULL);
    if (IS("mount-name")) return DismMountImage(word[1], word[2], 0, word[3], DismImageName, wcstoul(word[4], NULL, 0), NULL, NULL, NULL);
    if (IS("unmount")) return DismUnmountImage(word[1], wcstoul(word[2], NULL, 0), cancel, NULL, NULL);
    if (IS("remount")) return DismRemountImage(word[1]);
    if (IS("cleanup")) return DismCleanupMountpoints();
    if (IS("open")) return DismOpenSession(word[1], NULL, NULL, &session);
    if (IS("close")) return DismCloseSession(session);
    if (IS("commit")) return DismCommitImage(session, wcstoul(word[1], NULL, 0), NULL, NULL, NULL);
    if (IS("editions")) return editions();
    if (IS("set-edition")) return _DismSetEdition(session, word[1], word[2], NULL, NULL, NULL);
    if (IS("validate")) return _DismValidateProductKey(session, word[1]);
    if (IS("set-key")) return _DismSetProductKey(session, word[1]);
    if (IS("key-info")) return key_info(word[1]);
    if (IS("registry")) return registry(word);
    if (IS("unattend")) return DismApplyUnattend(session, word[1], TRUE);
    if (IS("message")) return message();
    if (IS("delete-wrong")) return DismDelete(&nothing);
    if (IS("leak")) return DismGetMountedImageInfo((DismMountedImageInfo **)&nothing, (UINT *)&word);
    if (IS("hold")) return hold(word[1]);
    if (IS("release")) return CloseHandle(held) ? S_OK : E_FAIL;
    return E_NOTIMPL;
}

int wmain(int count, wchar_t **arguments) {
    cancel = CreateEventW(NULL, TRUE, FALSE, NULL);
    SetConsoleCtrlHandler(on_control, TRUE);
    for (int i = 1; i < count; i++) {
        wchar_t *word[8] = {0}, line[9000];
        char bytes[27000];
        int n = 0;
        told[0] = 0;
        for (wchar_t *at = arguments[i]; at && n < 7;) {
            word[n++] = at;
            if ((at = wcschr(at, '|')))
                *at++ = 0;
        }
        HRESULT result = run(word);
        _snwprintf(line, 9000, L"%ls 0x%08lx%ls\n", word[0], (unsigned long)result, told);
        WideCharToMultiByte(CP_UTF8, 0, line, -1, bytes, sizeof bytes, NULL, NULL);
        fputs(bytes, stdout);
        fflush(stdout);
    }
    return 0;
}
