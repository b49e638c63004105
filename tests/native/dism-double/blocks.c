/* What DISM allocates and callers give back to DismDelete; given back twice, or never, it is told. */
#include "double.h"

typedef struct Text { struct Text *next; wchar_t text[]; } Text;

typedef struct Block {
    struct Block *next;
    Text *texts;
    size_t size;
    BYTE data[];
} Block;

static Block *blocks;

static Block *of_data(void *data) {
    for (Block *block = blocks; block; block = block->next)
        if (block->data == data)
            return block;
    return NULL;
}

void *block_new(size_t size) {
    Block *block = calloc(1, sizeof *block + size);
    block->size = size;
    block->next = blocks;
    blocks = block;
    return block->data;
}

PCWSTR block_text(void *data, const wchar_t *text) {
    if (!text)
        return NULL;
    Text *copy = malloc(sizeof *copy + (wcslen(text) + 1) * sizeof *text);
    Block *block = of_data(data);
    wcscpy(copy->text, text);
    copy->next = block->texts;
    block->texts = copy;
    return copy->text;
}

HRESULT block_string(DismString **out, const wchar_t *text) {
    *out = block_new(sizeof **out);
    (*out)->Value = block_text(*out, text);
    return S_OK;
}

HRESULT block_delete(void *data) {
    if (!data)
        return S_OK;
    for (Block **link = &blocks; *link; link = &(*link)->next) {
        Block *block = *link;
        if (block->data != data)
            continue;
        *link = block->next;
        for (Text *next, *text = block->texts; text; text = next) {
            next = text->next;
            /* Who still reads it shall notice. */
            memset(text->text, 0xdd, wcslen(text->text) * sizeof(wchar_t));
            free(text);
        }
        memset(block->data, 0xdd, block->size);
        free(block);
        return S_OK;
    }
    complain("DismDelete of what is not, or no longer, DISM's");
    return E_INVALIDARG;
}

void blocks_report_leaks(void) {
    int count = 0;
    for (Block *block = blocks; block; block = block->next)
        count++;
    if (count)
        complain("%d blocks were never given to DismDelete", count);
}
