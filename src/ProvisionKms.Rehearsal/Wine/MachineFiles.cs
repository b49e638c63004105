using ProvisionKms.Images;

namespace ProvisionKms.Rehearsal.Wine;

/// <summary>Drive C: of a machine, seen from outside: names are found whatever their case, links are not followed.</summary>
internal sealed class MachineFiles(string root)
{
    private static readonly EnumerationOptions s_all = new() { AttributesToSkip = 0, IgnoreInaccessible = true };

    public void Write(ImagePath path, byte[] content)
    {
        var place = PlaceOf(path);
        Directory.CreateDirectory(Path.GetDirectoryName(place)!);
        // Not into what is there: a script may still have it open.
        File.Delete(place);
        File.WriteAllBytes(place, content);
    }

    public byte[]? Read(ImagePath path) => File.Exists(PlaceOf(path)) ? File.ReadAllBytes(PlaceOf(path)) : null;

    public bool Exists(ImagePath path) => File.Exists(PlaceOf(path));

    public void Delete(ImagePath path)
    {
        var place = PlaceOf(path);
        if (Directory.Exists(place))
        {
            Directory.Delete(place, recursive: true);
        }
        else if (File.Exists(place))
        {
            File.Delete(place);
        }
    }

    public IReadOnlyList<ImagePath> Files(ImagePath folder)
    {
        var place = PlaceOf(folder);
        return Directory.Exists(place)
            ? [.. Directory.EnumerateFiles(place, "*", s_all).Select(Path.GetFileName).Order(StringComparer.OrdinalIgnoreCase).Select(name => Child(folder, name!)).OfType<ImagePath>()]
            : [];
    }

    /// <summary>Null for a name that Windows could not have.</summary>
    private static ImagePath? Child(ImagePath folder, string name)
    {
        try
        {
            return folder / name;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private string PlaceOf(ImagePath path)
    {
        var place = root;
        foreach (var part in path.Parts)
        {
            place = Entry(place, part);
            if (new FileInfo(place).LinkTarget is not null)
            {
                throw new IOException($"{path} leads through a link");
            }
        }

        return place;
    }

    private static string Entry(string folder, string name)
    {
        var exact = Path.Combine(folder, name);
        if (Path.Exists(exact) || !Directory.Exists(folder))
        {
            return exact;
        }

        return Directory.EnumerateFileSystemEntries(folder, "*", s_all)
            .FirstOrDefault(entry => Path.GetFileName(entry).Equals(name, StringComparison.OrdinalIgnoreCase)) ?? exact;
    }
}
