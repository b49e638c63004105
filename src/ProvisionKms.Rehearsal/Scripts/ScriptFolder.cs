using ProvisionKms.Diagnostics;
using ProvisionKms.FirstBoot;
using ProvisionKms.Images;

namespace ProvisionKms.Rehearsal.Scripts;

/// <summary>
/// Reads a folder of scripts out of an image, all that is below it. An image is somebody's: links are not followed, and
/// neither the number of files nor their sizes are believed to be reasonable.
/// </summary>
internal static class ScriptFolder
{
    /// <summary>Far more than any first boot needs; installers belong elsewhere.</summary>
    private const long LargestTotal = 64 << 20;

    private const int MostFiles = 2000;

    /// <exception cref="ProvisionException">The folder is too large to be copied to a machine.</exception>
    public static IReadOnlyList<PayloadFile> Read(IImageTree tree, ImagePath folder)
    {
        var files = new List<PayloadFile>();
        var total = 0L;
        var folders = new Stack<ImagePath>([folder]);
        while (folders.TryPop(out var next))
        {
            foreach (var entry in tree.List(next).Where(e => !e.IsReparsePoint && !e.IsEncrypted))
            {
                if (entry.IsDirectory)
                {
                    folders.Push(entry.Path);
                    continue;
                }

                total += entry.Length;
                if (total > LargestTotal || files.Count >= MostFiles)
                {
                    throw new ProvisionException(Codes.ScriptsTooLarge, $"'{folder}' holds more than {MostFiles} files or 64 MiB", hint: Codes.ScriptsTooLarge.Hint);
                }

                files.Add(new PayloadFile(entry.Path, tree.ReadFile(entry.Path) ?? []));
            }
        }

        return files;
    }
}
