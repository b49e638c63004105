/* Started by UEFI firmware: writes to the serial port that it has been, and stays. */
static inline void out(unsigned short port, unsigned char value)
{
    __asm__ volatile("outb %0, %1" : : "a"(value), "Nd"(port));
}

long efi_main(void *image, void *system)
{
    (void)image;
    (void)system;
    for (const char *text = "UEFI BOOTED\r\n"; *text; text++)
    {
        out(0x3f8, (unsigned char)*text);
    }

    for (;;)
    {
        __asm__ volatile("hlt");
    }
}
