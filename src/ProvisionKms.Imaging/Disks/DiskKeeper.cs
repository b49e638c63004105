using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;
using System.Text.Json;
using System.Text.Json.Nodes;
using ProvisionKms.Diagnostics;

namespace ProvisionKms.Imaging.Disks;

/// <summary>
/// A disk served as files in a private folder, and volumes of it mounted there. A shell script owns the daemon and the
/// mounts, and ends them when its input ends: that is when this is closed, or when we are killed. What an ordinary user mounts
/// is in a namespace of the script's own, and is reached through its process.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed class DiskKeeper : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(1);

    private readonly Process _script;
    private readonly DiskFolder _folder;
    private readonly List<JsonElement> _messages = [];
    private int _requests;
    private bool _isClosed;

    private DiskKeeper(Process script, DiskFolder folder) => (_script, _folder) = (script, folder);

    /// <param name="node">The disk, as qemu's blockdev-add describes it; its node-name is "disk".</param>
    /// <exception cref="QemuException">The daemon could not open it.</exception>
    internal static DiskKeeper Start(JsonObject node)
    {
        DiskPrograms.Require();
        var folder = DiskFolder.Make();
        File.WriteAllBytes(folder["disk"], []);
        string[] daemon =
        [
            "--blockdev", node.ToJsonString(),
            "--export", "type=fuse,id=disk,node-name=disk,mountpoint=disk,writable=off,allow-other=off",
        ];
        var script = Process.Start(new ProcessStartInfo("setsid", [.. UserNamespace.Enter, "sh", "-c", Script(), "keeper", folder.Path, .. daemon])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        var keeper = new DiskKeeper(script, folder);
        try
        {
            keeper.Execute("qmp_capabilities");
            return keeper;
        }
        catch
        {
            keeper.Dispose();
            throw;
        }
    }

    /// <summary>The whole disk as a file that can only be read.</summary>
    internal string Whole => Seen("disk");

    /// <summary>Mounts a part of the disk.</summary>
    /// <param name="name">Unique in this keeper, of letters and digits.</param>
    /// <returns>The folder.</returns>
    /// <exception cref="ProvisionException">ntfs-3g refuses the volume.</exception>
    internal string Mount(string name, long start, long length, bool writable)
    {
        Export(name, start, length, writable);
        return Mount(name, writable);
    }

    /// <summary>Shows a part of the disk as a file.</summary>
    internal string Export(string name, long start, long length, bool writable)
    {
        Execute("blockdev-add", new JsonObject
        {
            ["driver"] = "raw", ["node-name"] = name, ["file"] = "disk", ["offset"] = start, ["size"] = length, ["read-only"] = !writable,
        });
        File.WriteAllBytes(_folder[name], []);
        Execute("block-export-add", new JsonObject
        {
            ["type"] = "fuse", ["id"] = name, ["node-name"] = name, ["mountpoint"] = name, ["writable"] = writable, ["allow-other"] = "off",
        });
        return Seen(name);
    }

    /// <summary>Mounts a part that is shown already.</summary>
    internal string Mount(string name, bool writable)
    {
        var folder = _folder[name + "m"];
        _script.StandardInput.WriteLine($"mount {NtfsMount.Options(writable)} {name} {name}m");
        Wait(() => DiskFolder.IsMounted(folder, _script.Id), folder);
        return Seen(name + "m");
    }

    /// <summary>When this returns, all that was written is in the disk's file.</summary>
    internal void Unmount(string name)
    {
        _script.StandardInput.WriteLine($"unmount {name}m");
        if (ReceiveEvent("UNMOUNTED").GetProperty("data").GetProperty("result").GetString() is not "0" and var result)
        {
            throw new IOException($"the volume could not be unmounted ({result})");
        }

        Retract(name);
    }

    /// <summary>Shows a part no longer. Only one part at a time can be shown for writing.</summary>
    internal void Retract(string name)
    {
        Execute("block-export-del", new JsonObject { ["id"] = name });
        ReceiveEvent("BLOCK_EXPORT_DELETED");
        Execute("blockdev-del", new JsonObject { ["node-name"] = name });
    }

    /// <summary>Ends everything; when this returns the disk's file is closed.</summary>
    public void Dispose()
    {
        if (_isClosed)
        {
            return;
        }

        _isClosed = true;
        _script.StandardInput.Close();
        _script.StandardOutput.ReadToEnd();
        _script.WaitForExit();
        _script.Dispose();
        _folder.Remove();
    }

    private void Execute(string command, JsonObject? arguments = null)
    {
        var id = ++_requests;
        var request = new JsonObject { ["execute"] = command, ["id"] = id };
        if (arguments is not null)
        {
            request["arguments"] = arguments;
        }

        _script.StandardInput.WriteLine(request.ToJsonString());
        var answer = Receive(message => message.TryGetProperty("id", out var answered) && answered.GetInt32() == id);
        if (answer.TryGetProperty("error", out var error))
        {
            throw new QemuException(command, error.GetProperty("desc").GetString() ?? "");
        }
    }

    private JsonElement ReceiveEvent(string name) => Receive(message => message.TryGetProperty("event", out var seen) && seen.GetString() == name);

    /// <summary>The first message that is meant. An event may come before the answer to what caused it, so others are kept.</summary>
    private JsonElement Receive(Predicate<JsonElement> isMeant)
    {
        if (_messages.FindIndex(isMeant) is >= 0 and var at)
        {
            var kept = _messages[at];
            _messages.RemoveAt(at);
            return kept;
        }

        while (_script.StandardOutput.ReadLine() is { } line)
        {
            using var document = JsonDocument.Parse(line);
            var message = document.RootElement.Clone();
            if (isMeant(message))
            {
                return message;
            }

            _messages.Add(message);
        }

        throw new QemuException("daemon", _folder.Read("errors"));
    }

    private void Wait(Func<bool> isThere, string folder)
    {
        for (var clock = Stopwatch.StartNew(); !isThere(); Thread.Sleep(Pause))
        {
            if (File.Exists(folder + ".exit"))
            {
                throw NtfsMount.Failure(File.ReadAllText(folder + ".exit"), _folder.Read(Path.GetFileName(folder) + ".log"));
            }

            if (_script.HasExited || clock.Elapsed > Patience)
            {
                throw new ProvisionException(Codes.DiskServerFailed, $"the volume was not mounted: {_folder.Read("errors")}", hint: Codes.DiskServerFailed.Hint);
            }
        }
    }

    private string Seen(string name) =>
        UserNamespace.IsNeeded ? string.Create(CultureInfo.InvariantCulture, $"/proc/{_script.Id}/root{_folder[name]}") : _folder[name];

    private static string Script()
    {
        using var resource = typeof(DiskKeeper).Assembly.GetManifestResourceStream("Disks/keeper.sh")!;
        using var reader = new StreamReader(resource);
        return reader.ReadToEnd();
    }
}
