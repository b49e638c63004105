namespace ProvisionKms.Images;

/// <summary>A partition of a virtual disk.</summary>
/// <param name="Number">As the partition table counts, from 1; a disk without a table is one partition.</param>
/// <param name="Start">In bytes from the start of the disk.</param>
/// <param name="Length">In bytes.</param>
/// <param name="Name">What the table says that it is for, such as <c>EFI system</c>.</param>
/// <param name="FileSystem"><c>ntfs</c>, <c>fat</c>, <c>refs</c>, <c>bitlocker</c>; null where it has none that is known.</param>
/// <param name="Index">The image that it holds; null without a Windows.</param>
public sealed record DiskPartition(int Number, long Start, long Length, string Name, string? FileSystem, ImageIndex? Index = null);
