/*
 * Native AOT unpacks the data of all types, some 4 MB, before it runs any managed code. Page by page, these thousand page
 * faults are most of what a start costs; with huge pages they are two. So this runs before that, as a constructor, and
 * asks for huge pages (madvise(2), MADV_HUGEPAGE). A kernel that has none to give, or is told never to, says so, and the
 * data comes in small pages: nothing depends on it.
 *
 * type-data.ld says where the data is. A kernel before 6.10 does not load a static file at an aligned address, and then
 * only the aligned part of the data comes in a huge page.
 */
#include <sys/mman.h>

extern char type_data_start[], type_data_end[];

__attribute__((constructor)) static void ask_for_huge_pages(void)
{
    madvise(type_data_start, (size_t)(type_data_end - type_data_start), MADV_HUGEPAGE);
}
