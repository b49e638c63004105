using System.Security.Cryptography;
using System.Text;
using ProvisionKms.Diagnostics;
using ProvisionKms.Rehearsal.Interop;

namespace ProvisionKms.Rehearsal.Wine;

/// <summary>
/// Where prepared prefixes are kept: a file for each Wine, in a folder for this user alone. A file appears complete or
/// not at all; a lock has a second run wait for the first one's, and is the system's to release when a run is killed.
/// </summary>
internal sealed class TemplateCache(string folder)
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Changes with what <see cref="TemplateBuilder"/> puts into a template.</summary>
    private const string Layout = "2";

    private static readonly TimeSpan s_poll = TimeSpan.FromMilliseconds(200);

    /// <summary>As the XDG base directory specification has it; a relative path there is to be ignored.</summary>
    public static TemplateCache OfUser()
    {
        var named = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        var home = Environment.GetEnvironmentVariable("HOME");
        var cache = Path.IsPathRooted(named) ? named
            : Path.IsPathRooted(home) ? Path.Combine(home, ".cache")
            : throw Unusable("neither XDG_CACHE_HOME nor HOME names a folder", null);
        return new TemplateCache(Path.Combine(cache, "provision-kms"));
    }

    public string FileOf(WineInstallation wine)
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Layout}\n{wine.FullVersion}\n{wine.Command[^1]}\n{Environment.UserName}")).AsSpan(0, 6));
        return Path.Combine(folder, $"wine-{wine.Version}-{digest}");
    }

    public IReadOnlyList<TemplateEntry> GetOrBuild(WineInstallation wine, Func<IReadOnlyList<TemplateEntry>> build, CancellationToken ct)
    {
        try
        {
            RequireOwnFolder();
            var file = FileOf(wine);
            if (Load(file) is { } found)
            {
                return found;
            }

            using var mine = Lock(file + ".lock", ct);
            return Load(file) ?? Publish(file, build());
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Unusable(error.Message, error);
        }
    }

    /// <summary>Null where there is none, or one that is not whole or not ours: it is made anew.</summary>
    private static IReadOnlyList<TemplateEntry>? Load(string file) =>
        File.Exists(file) && OperatingSystem.IsLinux() && Libc.IsOurs(file) ? TemplateContent.Unpack(File.ReadAllBytes(file)) : null;

    /// <summary>With the lock held, a draft that is there is what a killed run left.</summary>
    private static IReadOnlyList<TemplateEntry> Publish(string file, IReadOnlyList<TemplateEntry> entries)
    {
        var draft = file + ".new";
        try
        {
            using (var stream = new FileStream(draft, FileMode.Create, FileAccess.Write))
            {
                stream.Write(TemplateContent.Pack(entries));
                stream.Flush(flushToDisk: true);
            }

            File.Move(draft, file, overwrite: true);
            return entries;
        }
        finally
        {
            File.Delete(draft);
        }
    }

    private static FileStream Lock(string file, CancellationToken ct)
    {
        while (true)
        {
            try
            {
                return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(file))
            {
                // Another run has it. .NET tells no other reason by type.
                ct.WaitHandle.WaitOne(s_poll);
                ct.ThrowIfCancellationRequested();
            }
        }
    }

    /// <summary>What is in it will be run: nobody else may have put it there.</summary>
    private void RequireOwnFolder()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        Directory.CreateDirectory(folder, Private);
        if (!Libc.IsOurs(folder))
        {
            throw Unusable("it belongs to another user", null);
        }

        File.SetUnixFileMode(folder, Private);
    }

    private static ProvisionException Unusable(string why, Exception? error) =>
        new(Codes.CacheFolderUnusable, $"the folder for cached files cannot be used: {why}", hint: Codes.CacheFolderUnusable.Hint, inner: error);
}
