/*
 * A stand-in for DISM's API that tests load in Windows' System32 under Wine. It does what DISM does as far as its
 * documentation tells (learn.microsoft.com/windows-hardware/manufacture/desktop/dism/dism-api-reference): images are
 * really laid out, changed and committed, by programs of the Linux host (dism-host.sh), none of them ours.
 *
 * DISM_DOUBLE names its state folder, as a Linux path: dism-host.sh, keys.tsv, transcript, mounts/N/.
 * DISM_DOUBLE_FAULT breaks calls; see calls.c. Every call is recorded in the transcript; what a caller must not do is
 * recorded there too, in a line that begins with "!".
 */
#ifndef DOUBLE_H
#define DOUBLE_H

#include <windows.h>
#include <dismapi.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#define CANCELLED HRESULT_FROM_WIN32(ERROR_CANCELLED)
#define PATH_ROOM 4096

/* calls.c: what every entry point begins and ends with. Between them no other call runs. */
typedef struct Call {
    const char *name;
    HRESULT fault; /* what call_begin decided */
    HRESULT result; /* what call_end shall return in place of success */
    BOOL kill_after;
    char arguments[2 * PATH_ROOM];
} Call;

BOOL call_begin(Call *call, const char *name, HANDLE cancel, const wchar_t *format, ...);
HRESULT call_end(Call *call, HRESULT result);
void complain(const char *format, ...);
void set_initialized(BOOL value);
BOOL is_initialized(void);
HRESULT take_last_error(DismString **message);
void report_progress(DISM_PROGRESS_CALLBACK progress, PVOID data);

/* blocks.c: what callers give back to DismDelete. Strings belong to their block. */
void *block_new(size_t size);
PCWSTR block_text(void *block, const wchar_t *text);
HRESULT block_delete(void *block);
HRESULT block_string(DismString **out, const wchar_t *text);
void blocks_report_leaks(void);

/* host.c: paths, texts and the programs of the host. Texts are UTF-8, to be freed. */
char *unix_path(const wchar_t *path);
wchar_t *dos_path(const char *path);
char *narrow(const wchar_t *text);
wchar_t *widen(const char *text);
char *state_path(const char *format, ...);
char *state_name(const char *folder);
char *read_text(const char *path);
BOOL write_text(const char *path, const char *text, BOOL append);
/* Runs dism-host.sh; arguments end with NULL. answer may be NULL. */
HRESULT host_run(char **answer, const char *verb, ...);

/* mounts.c */
typedef struct Mount {
    char *record; /* folder of its state */
    char *folder; /* where it is mounted, Linux path */
    char *image;
    wchar_t *folder_as_given;
    wchar_t *image_as_given;
    UINT index;
    DismMountMode mode;
    DismMountStatus status;
} Mount;

int mounts_load(Mount **mounts);
void mounts_free(Mount *mounts, int count);
BOOL mount_find(const wchar_t *folder, Mount *found);
HRESULT mount_image(PCWSTR file, PCWSTR folder, UINT index, PCWSTR name, DismImageIdentifier by, DWORD flags);
HRESULT mount_commit(const Mount *mount, DWORD flags);
HRESULT mount_remove(const Mount *mount);

/* images.c */
HRESULT images_read(PCWSTR file, DismImageInfo **images, UINT *count);

/* hives.c: the registry of an image under a key of HKLM. */
typedef struct Hive Hive;
Hive *hive_load(const char *file, const wchar_t *key);
/* NULL or a text to be freed. */
wchar_t *hive_get(Hive *hive, const wchar_t *key, const wchar_t *name);
void hive_set(Hive *hive, const wchar_t *key, const wchar_t *name, const wchar_t *text);
void hive_set_bytes(Hive *hive, const wchar_t *key, const wchar_t *name, const void *bytes, DWORD count);
HRESULT hive_write_back(Hive *hive);
void hive_unload(Hive *hive);

/* sessions.c */
#define HIVES 8
typedef struct Session {
    DismSession id;
    char *root; /* Linux path of the image */
    wchar_t *root_as_given;
    wchar_t *windows;
    BOOL read_only;
    BOOL needs_reload;
    BOOL is_mount;
    Mount mount;
    HANDLE locks[HIVES];
    Hive *hives[HIVES];
    struct Session *next;
} Session;

HRESULT session_open(PCWSTR path, PCWSTR windows, DismSession *id);
HRESULT session_close(DismSession id);
HRESULT session_find(DismSession id, Session **session);
HRESULT session_flush(Session *session);
HRESULT session_hive(Session *session, UINT which, Hive **hive, wchar_t **key);
BOOL session_is_open_on(const char *folder);
BOOL sessions_any(void);
void session_log(Session *session, const char *format, ...);

/* editions.c */
HRESULT edition_current(Session *session, DismString **edition);
HRESULT edition_targets(Session *session, DismString **editions, UINT *count);
HRESULT edition_set(Session *session, PCWSTR edition, PCWSTR key);
HRESULT key_validate(Session *session, PCWSTR key);
HRESULT key_set(Session *session, PCWSTR key);
HRESULT key_info(PCWSTR key, DismString **edition, DismString **channel);
HRESULT unattend_apply(Session *session, PCWSTR file);

#endif
