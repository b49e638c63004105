/* The functions of dismapi.dll, each between call_begin and call_end. */
#include "double.h"

#define OR_EMPTY(text) ((text) ? (text) : L"")

/* learn.microsoft.com, DismInitialize: a failure where it was called already. The public header does not give its number. */
#define ALREADY_INITIALIZED ((HRESULT)0xC0040000)

static HRESULT initialize(PCWSTR log, PCWSTR scratch) {
    if (is_initialized())
        return ALREADY_INITIALIZED;
    if (scratch && GetFileAttributesW(scratch) == INVALID_FILE_ATTRIBUTES)
        return HRESULT_FROM_WIN32(ERROR_PATH_NOT_FOUND);
    if (log) {
        HANDLE file = CreateFileW(log, FILE_APPEND_DATA, FILE_SHARE_READ | FILE_SHARE_WRITE, NULL, OPEN_ALWAYS, 0, NULL);
        if (file == INVALID_HANDLE_VALUE)
            return HRESULT_FROM_WIN32(GetLastError());
        CloseHandle(file);
    }
    set_initialized(TRUE);
    return S_OK;
}

HRESULT WINAPI DismInitialize(DismLogLevel LogLevel, PCWSTR LogFilePath, PCWSTR ScratchDirectory) {
    Call call;
    if (call_begin(&call, "DismInitialize", NULL, L"%d, \"%ls\", \"%ls\"", LogLevel, OR_EMPTY(LogFilePath), OR_EMPTY(ScratchDirectory)))
        return call_end(&call, call.fault);
    return call_end(&call, initialize(LogFilePath, ScratchDirectory));
}

HRESULT WINAPI DismShutdown(void) {
    Call call;
    if (call_begin(&call, "DismShutdown", NULL, L""))
        return call_end(&call, call.fault);
    if (sessions_any()) {
        complain("DismShutdown with sessions open");
        return call_end(&call, DISMAPI_E_OPEN_SESSION_HANDLES);
    }
    blocks_report_leaks();
    set_initialized(FALSE);
    return call_end(&call, S_OK);
}

HRESULT WINAPI DismMountImage(PCWSTR ImageFilePath, PCWSTR MountPath, UINT ImageIndex, PCWSTR ImageName, DismImageIdentifier ImageIdentifier, DWORD Flags,
                              HANDLE CancelEvent, DISM_PROGRESS_CALLBACK Progress, PVOID UserData) {
    Call call;
    if (call_begin(&call, "DismMountImage", CancelEvent, L"\"%ls\", \"%ls\", %u, \"%ls\", 0x%lx", ImageFilePath, MountPath, ImageIndex, OR_EMPTY(ImageName), Flags))
        return call_end(&call, call.fault);
    report_progress(Progress, UserData);
    return call_end(&call, mount_image(ImageFilePath, MountPath, ImageIndex, ImageName, ImageIdentifier, Flags));
}

static HRESULT unmount(PCWSTR path, DWORD flags) {
    Mount mount;
    char *who = NULL;
    if (!mount_find(path, &mount))
        return DISMAPI_E_UNABLE_TO_UNMOUNT_IMAGE_PATH;
    if (mount.status == DismMountStatusInvalid)
        return DISMAPI_E_UNABLE_TO_UNMOUNT_IMAGE_PATH; /* DismCleanupMountpoints is for these */
    if (session_is_open_on(mount.folder)) {
        complain("DismUnmountImage with a session open on %s", mount.folder);
        return DISMAPI_E_OPEN_SESSION_HANDLES;
    }
    if (host_run(&who, "handles", mount.folder, NULL) == S_OK) {
        complain("DismUnmountImage with open handles: %s", who);
        return DISMAPI_E_OPEN_HANDLES_UNABLE_TO_UNMOUNT_IMAGE_PATH;
    }
    if (!(flags & DISM_DISCARD_IMAGE)) {
        if (mount.status != DismMountStatusOk)
            return DISMAPI_E_NEEDS_REMOUNT;
        HRESULT result = mount_commit(&mount, flags);
        if (FAILED(result))
            return result;
    }
    return mount_remove(&mount);
}

HRESULT WINAPI DismUnmountImage(PCWSTR MountPath, DWORD Flags, HANDLE CancelEvent, DISM_PROGRESS_CALLBACK Progress, PVOID UserData) {
    Call call;
    if (call_begin(&call, "DismUnmountImage", CancelEvent, L"\"%ls\", 0x%lx", MountPath, Flags))
        return call_end(&call, call.fault);
    report_progress(Progress, UserData);
    return call_end(&call, unmount(MountPath, Flags));
}

HRESULT WINAPI DismRemountImage(PCWSTR MountPath) {
    Call call;
    Mount mount;
    char path[PATH_ROOM];
    if (call_begin(&call, "DismRemountImage", NULL, L"\"%ls\"", MountPath))
        return call_end(&call, call.fault);
    if (!mount_find(MountPath, &mount) || mount.status == DismMountStatusInvalid)
        return call_end(&call, HRESULT_FROM_WIN32(ERROR_PATH_NOT_FOUND));
    snprintf(path, sizeof path, "%s/status", mount.record);
    write_text(path, "ok", FALSE);
    return call_end(&call, S_OK);
}

HRESULT WINAPI DismCommitImage(DismSession Session_, DWORD Flags, HANDLE CancelEvent, DISM_PROGRESS_CALLBACK Progress, PVOID UserData) {
    Call call;
    Session *session;
    if (call_begin(&call, "DismCommitImage", CancelEvent, L"%u, 0x%lx", Session_, Flags))
        return call_end(&call, call.fault);
    HRESULT result = session_find(Session_, &session);
    report_progress(Progress, UserData);
    if (SUCCEEDED(result))
        result = session->is_mount ? session_flush(session) : E_INVALIDARG;
    return call_end(&call, SUCCEEDED(result) ? mount_commit(&session->mount, Flags) : result);
}

HRESULT WINAPI DismGetImageInfo(PCWSTR ImageFilePath, DismImageInfo **ImageInfo, UINT *Count) {
    Call call;
    if (call_begin(&call, "DismGetImageInfo", NULL, L"\"%ls\"", ImageFilePath))
        return call_end(&call, call.fault);
    return call_end(&call, images_read(ImageFilePath, ImageInfo, Count));
}

HRESULT WINAPI DismGetMountedImageInfo(DismMountedImageInfo **MountedImageInfo, UINT *Count) {
    Call call;
    Mount *mounts;
    if (call_begin(&call, "DismGetMountedImageInfo", NULL, L""))
        return call_end(&call, call.fault);
    int count = mounts_load(&mounts);
    DismMountedImageInfo *infos = block_new((count + 1) * sizeof *infos);
    for (int i = 0; i < count; i++) {
        infos[i].MountPath = block_text(infos, mounts[i].folder_as_given);
        infos[i].ImageFilePath = block_text(infos, mounts[i].image_as_given);
        infos[i].ImageIndex = mounts[i].index;
        infos[i].MountMode = mounts[i].mode;
        infos[i].MountStatus = mounts[i].status;
    }
    mounts_free(mounts, count);
    *MountedImageInfo = infos;
    *Count = (UINT)count;
    return call_end(&call, S_OK);
}

HRESULT WINAPI DismCleanupMountpoints(void) {
    Call call;
    Mount *mounts;
    if (call_begin(&call, "DismCleanupMountpoints", NULL, L""))
        return call_end(&call, call.fault);
    int count = mounts_load(&mounts);
    for (int i = 0; i < count; i++)
        if (mounts[i].status == DismMountStatusInvalid)
            mount_remove(&mounts[i]);
    mounts_free(mounts, count);
    return call_end(&call, S_OK);
}

HRESULT WINAPI DismOpenSession(PCWSTR ImagePath, PCWSTR WindowsDirectory, PCWSTR SystemDrive, DismSession *Session) {
    Call call;
    if (call_begin(&call, "DismOpenSession", NULL, L"\"%ls\", \"%ls\", \"%ls\"", ImagePath, OR_EMPTY(WindowsDirectory), OR_EMPTY(SystemDrive)))
        return call_end(&call, call.fault);
    return call_end(&call, session_open(ImagePath, WindowsDirectory, Session));
}

HRESULT WINAPI DismCloseSession(DismSession Session) {
    Call call;
    if (call_begin(&call, "DismCloseSession", NULL, L"%u", Session))
        return call_end(&call, call.fault);
    return call_end(&call, session_close(Session));
}

HRESULT WINAPI DismGetLastErrorMessage(DismString **ErrorMessage) {
    Call call;
    if (call_begin(&call, "DismGetLastErrorMessage", NULL, L""))
        return call_end(&call, call.fault);
    return call_end(&call, take_last_error(ErrorMessage));
}

HRESULT WINAPI DismDelete(VOID *DismStructure) {
    Call call;
    if (call_begin(&call, "DismDelete", NULL, L""))
        return call_end(&call, call.fault);
    return call_end(&call, block_delete(DismStructure));
}

#define WITH_SESSION(action) \
    Session *session; \
    HRESULT result = session_find(Session_, &session); \
    return call_end(&call, SUCCEEDED(result) ? (action) : result)

HRESULT WINAPI DismApplyUnattend(DismSession Session_, PCWSTR UnattendFile, WINBOOL SingleSession) {
    Call call;
    if (call_begin(&call, "DismApplyUnattend", NULL, L"%u, \"%ls\", %d", Session_, UnattendFile, SingleSession))
        return call_end(&call, call.fault);
    WITH_SESSION(unattend_apply(session, UnattendFile));
}

HRESULT WINAPI _DismGetCurrentEdition(DismSession Session_, DismString **EditionId) {
    Call call;
    if (call_begin(&call, "_DismGetCurrentEdition", NULL, L"%u", Session_))
        return call_end(&call, call.fault);
    WITH_SESSION(edition_current(session, EditionId));
}

HRESULT WINAPI _DismGetTargetEditions(DismSession Session_, DismString **EditionIds, UINT *Count) {
    Call call;
    if (call_begin(&call, "_DismGetTargetEditions", NULL, L"%u", Session_))
        return call_end(&call, call.fault);
    WITH_SESSION(edition_targets(session, EditionIds, Count));
}

HRESULT WINAPI _DismValidateProductKey(DismSession Session_, PCWSTR ProductKey) {
    Call call;
    if (call_begin(&call, "_DismValidateProductKey", NULL, L"%u, \"%ls\"", Session_, ProductKey))
        return call_end(&call, call.fault);
    WITH_SESSION(key_validate(session, ProductKey));
}

HRESULT WINAPI _DismSetProductKey(DismSession Session_, PCWSTR ProductKey) {
    Call call;
    if (call_begin(&call, "_DismSetProductKey", NULL, L"%u, \"%ls\"", Session_, ProductKey))
        return call_end(&call, call.fault);
    WITH_SESSION(key_set(session, ProductKey));
}

HRESULT WINAPI _DismGetProductKeyInfo(DismSession Session_, PCWSTR ProductKey, DismString **EditionId, DismString **Channel) {
    Call call;
    if (call_begin(&call, "_DismGetProductKeyInfo", NULL, L"%u, \"%ls\"", Session_, ProductKey))
        return call_end(&call, call.fault);
    WITH_SESSION(key_info(ProductKey, EditionId, Channel));
}

HRESULT WINAPI _DismSetEdition(DismSession Session_, PCWSTR EditionId, PCWSTR ProductKey, HANDLE CancelEvent, DISM_PROGRESS_CALLBACK Progress, PVOID UserData) {
    Call call;
    if (call_begin(&call, "_DismSetEdition", CancelEvent, L"%u, \"%ls\", \"%ls\"", Session_, EditionId, OR_EMPTY(ProductKey)))
        return call_end(&call, call.fault);
    report_progress(Progress, UserData);
    WITH_SESSION(edition_set(session, EditionId, ProductKey));
}

static HRESULT registry_mount_point(Session *session, UINT hive, DismString **point) {
    wchar_t *key, text[PATH_ROOM], named[8];
    HRESULT result = session_hive(session, hive, NULL, &key);
    if (FAILED(result))
        return result;
    /* Nothing public says whether the root is part of it: DISM_DOUBLE_ROOTED tries the other way. */
    BOOL rooted = GetEnvironmentVariableW(L"DISM_DOUBLE_ROOTED", named, 8) > 0;
    _snwprintf(text, PATH_ROOM, L"%ls%ls", rooted ? L"HKEY_LOCAL_MACHINE\\" : L"", key);
    free(key);
    return block_string(point, text);
}

HRESULT WINAPI _DismGetRegistryMountPoint(DismSession Session_, UINT RegistryHive, DismString **MountPoint) {
    Call call;
    if (call_begin(&call, "_DismGetRegistryMountPoint", NULL, L"%u, %u", Session_, RegistryHive))
        return call_end(&call, call.fault);
    WITH_SESSION(registry_mount_point(session, RegistryHive, MountPoint));
}

BOOL WINAPI DllMain(HINSTANCE library, DWORD reason, LPVOID reserved) {
    (void)library, (void)reserved;
    if (reason == DLL_PROCESS_DETACH && is_initialized())
        complain("the process ended without DismShutdown");
    return TRUE;
}
