/* What DismGetImageInfo tells: what the XML of the WIM says. An element that is not there is a NULL string. */
#include "double.h"

/* The text of an element within a piece of XML, unescaped; NULL where there is none. */
static wchar_t *element(const char *from, const char *end, const char *name) {
    char open[64];
    static const struct { const char *escape; char c; } escapes[] = {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}};
    snprintf(open, sizeof open, "<%s>", name);
    const char *start = strstr(from, open);
    if (!start || start >= end)
        return NULL;
    start += strlen(open);
    size_t length = strcspn(start, "<");
    char *text = malloc(length + 1), *out = text;
    for (const char *in = start; in < start + length; in++) {
        *out = *in;
        for (int i = 0; i < 5; i++)
            if (!strncmp(in, escapes[i].escape, strlen(escapes[i].escape))) {
                *out = escapes[i].c;
                in += strlen(escapes[i].escape) - 1;
                break;
            }
        out++;
    }
    *out = 0;
    wchar_t *result = widen(text);
    free(text);
    return result;
}

static PCWSTR text_of(void *block, const char *from, const char *end, const char *name) {
    wchar_t *text = element(from, end, name);
    PCWSTR kept = block_text(block, text);
    free(text);
    return kept;
}

static UINT64 number_of(const char *from, const char *end, const char *name) {
    wchar_t *text = element(from, end, name);
    UINT64 number = text ? _wcstoui64(text, NULL, 0) : 0;
    free(text);
    return number;
}

static SYSTEMTIME time_of(const char *from, const char *end, const char *name) {
    char open[64];
    SYSTEMTIME time = {0};
    snprintf(open, sizeof open, "<%s>", name);
    const char *at = strstr(from, open);
    if (at && at < end) {
        FILETIME file = {(DWORD)number_of(at, end, "LOWPART"), (DWORD)number_of(at, end, "HIGHPART")};
        FileTimeToSystemTime(&file, &time);
    }
    return time;
}

/* What a DismImageInfo points to, kept in the same block. */
typedef struct { DismLanguage language; DismWimCustomizedInfo custom; } Extra;

static void describe(void *block, DismImageInfo *image, Extra *extra, UINT index, BOOL disk, const char *from, const char *end) {
    image->ImageType = disk ? DismImageTypeVhd : DismImageTypeWim;
    image->ImageIndex = index;
    image->Bootable = DismImageBootableUnknown;
    image->ImageSize = number_of(from, end, "TOTALBYTES");
    if (disk)
        return; /* a disk has no XML: DISM shows little of it */
    image->ImageName = text_of(block, from, end, "NAME");
    image->ImageDescription = text_of(block, from, end, "DESCRIPTION");
    image->Architecture = (UINT)number_of(from, end, "ARCH");
    image->ProductName = text_of(block, from, end, "PRODUCTNAME");
    image->EditionId = text_of(block, from, end, "EDITIONID");
    image->InstallationType = text_of(block, from, end, "INSTALLATIONTYPE");
    image->Hal = text_of(block, from, end, "HAL");
    image->ProductType = text_of(block, from, end, "PRODUCTTYPE");
    image->ProductSuite = text_of(block, from, end, "PRODUCTSUITE");
    image->MajorVersion = (UINT)number_of(from, end, "MAJOR");
    image->MinorVersion = (UINT)number_of(from, end, "MINOR");
    image->Build = (UINT)number_of(from, end, "BUILD");
    image->SpBuild = (UINT)number_of(from, end, "SPBUILD");
    image->SpLevel = (UINT)number_of(from, end, "SPLEVEL");
    image->SystemRoot = text_of(block, from, end, "SYSTEMROOT");
    extra->language.Value = text_of(block, from, end, "LANGUAGE");
    image->Language = &extra->language;
    image->LanguageCount = extra->language.Value ? 1 : 0;
    extra->custom.Size = sizeof extra->custom;
    extra->custom.DirectoryCount = (UINT)number_of(from, end, "DIRCOUNT");
    extra->custom.FileCount = (UINT)number_of(from, end, "FILECOUNT");
    extra->custom.CreatedTime = time_of(from, end, "CREATIONTIME");
    extra->custom.ModifiedTime = time_of(from, end, "LASTMODIFICATIONTIME");
    image->CustomizedInfo = &extra->custom;
}

HRESULT images_read(PCWSTR file, DismImageInfo **images, UINT *count) {
    char *path = unix_path(file), *answer = NULL;
    HRESULT result = path ? host_run(&answer, "info", path, NULL) : HRESULT_FROM_WIN32(ERROR_FILE_NOT_FOUND);
    *images = NULL;
    *count = 0;
    if (SUCCEEDED(result) && answer) {
        UINT n = 0;
        for (char *at = answer; (at = strstr(at, "<IMAGE INDEX=")); at++)
            n++;
        *images = block_new(n * (sizeof(DismImageInfo) + sizeof(Extra)));
        Extra *extra = (Extra *)(*images + n);
        char *at = answer;
        for (UINT i = 0; i < n; i++) {
            at = strstr(at, "<IMAGE INDEX=");
            char *end = strstr(at, "</IMAGE>");
            describe(*images, &(*images)[i], &extra[i], (UINT)atoi(at + strlen("<IMAGE INDEX=\"")), !strncmp(answer, "disk", 4), at, end);
            at = end;
        }
        *count = n;
    }
    free(answer);
    free(path);
    return result;
}
