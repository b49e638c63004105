using System.Runtime.Versioning;
using Microsoft.Win32;
using ProvisionKms.Diagnostics;
using ProvisionKms.Images;
using ProvisionKms.Imaging.Directories;
using ProvisionKms.Imaging.Hives;
using ProvisionKms.Imaging.Interop.Dism;

namespace ProvisionKms.Imaging.Dism;

/// <summary>
/// The hives of an image as its servicing session has loaded them. Values are kept aside here until a session that may
/// write is at hand; reads see them.
/// </summary>
[SupportedOSPlatform("windows")]
internal sealed class DismHives(string image, Func<DismSession> session) : IDirectoryHives
{
    private static readonly ImagePath Folder = @"Windows\System32\config";

    private readonly Dictionary<DismRegistryHive, List<RegistryValue>> _staged = [];

    public bool HasStaged => _staged.Count > 0;

    public IRegistryHive Open(DirectoryHive hive) => DismDiagnostics.Guard<IRegistryHive>(image, writing: false, () =>
    {
        var which = Which(hive.Path);
        return new DismHive(Mounted(session(), which, writable: false), _staged.GetValueOrDefault(which) ?? []);
    });

    public StagedFile? SetValues(DirectoryHive hive, IReadOnlyList<RegistryValue> values)
    {
        using var opened = Open(hive);
        HiveFile.ThrowIfNotClean(opened.Condition, hive.Path.ToString());
        var which = Which(hive.Path);
        foreach (var value in values.Where(value => opened.GetText(value.Key, value.Name) != value.Text))
        {
            if (!_staged.TryGetValue(which, out var staged))
            {
                _staged[which] = staged = [];
            }

            staged.RemoveAll(s => IsSame(s, value));
            staged.Add(value);
        }

        return null;
    }

    /// <summary>Writes what is staged into the hives of a session on an image that is mounted for writing.</summary>
    public void Write(DismSession target)
    {
        foreach (var (which, values) in _staged)
        {
            using var hive = Mounted(target, which, writable: true);
            foreach (var value in values)
            {
                using var key = hive.CreateSubKey(value.Key, writable: true);
                key.SetValue(value.Name, value.Text, RegistryValueKind.String);
            }

            hive.Flush();
        }
    }

    public void Dispose()
    {
    }

    internal static bool IsSame(RegistryValue a, RegistryValue b) =>
        string.Equals(a.Key, b.Key, StringComparison.OrdinalIgnoreCase) && string.Equals(a.Name, b.Name, StringComparison.OrdinalIgnoreCase);

    private RegistryKey Mounted(DismSession owner, DismRegistryHive which, bool writable)
    {
        var place = DismApi.GetRegistryMountPoint(owner, which);
        return place is { Length: > 0 } && RegistryMountPoint.Open(place, writable) is { } key
            ? key
            : throw new ProvisionException(Codes.HiveDamaged, $"DISM says that the hive {which} is at '{place}', but there is none", new SourceSpan(image), Codes.HiveDamaged.Hint);
    }

    private DismRegistryHive Which(ImagePath hive) =>
        hive.Parent.Equals(Folder) && Enum.TryParse<DismRegistryHive>(hive.Name, ignoreCase: true, out var which) && which != DismRegistryHive.HKCU
            ? which
            : throw new ProvisionException(Codes.HiveNotOffered, $"DISM does not load the hive '{hive}'", new SourceSpan(image), Codes.HiveNotOffered.Hint);
}
