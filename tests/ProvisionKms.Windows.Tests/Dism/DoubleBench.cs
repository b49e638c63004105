using ProvisionKms.Imaging.Tests;
using ProvisionKms.Samples;
using ProvisionKms.Windows.Tests.Wine;

namespace ProvisionKms.Windows.Tests.Dism;

/// <summary>A DISM with an image beside it, and the orders for the driver.</summary>
internal sealed class DoubleBench(WindowsMachine machine) : IDisposable
{
    public const string StandardKey = "N69G4-B89J2-4G8F4-WWYCC-J464C";
    public const string DatacenterKey = "WMDGN-G9PQG-XVVXX-R3X43-63DFG";

    public DismState Dism { get; } = new(machine);

    public void Dispose() => Dism.Dispose();

    public string Sample(params SampleImage[] images)
    {
        new SampleWim(images is [] ? [WindowsSamples.StandardCore, WindowsSamples.Standard] : images).Write(Dism["install.wim"]);
        return Dism.WindowsPath("install.wim");
    }

    public string Mount(string image, int index, string folder = "mount", int flags = 0) => $"mount|{image}|{Dism.WindowsPath(folder)}|{index}|{flags}";

    public string Open() => $"open|{Dism.WindowsPath("mount")}";

    public string Unmount(bool discard) => $"unmount|{Dism.WindowsPath("mount")}|{(discard ? 1 : 0)}";

    public static string Set(string key, string name, string text) => $"registry|0|{key}|{name}|{text}";

    public static string Result(string line) => line.Split(' ')[1];

    public static string Name(string line) => line.StartsWith('[') ? line : line[..(line.IndexOf("\"=", StringComparison.Ordinal) + 2)];

    public string Hash(string name) => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(Dism[name])));

    public Dictionary<string, string> Tree(int index) => WimTree.Of(Dism["install.wim"], index);

    public IReadOnlyList<string> Registry(int index) => WimTree.Registry(Dism["install.wim"], index, "SOFTWARE");

    public static string Text(string program, params string[] arguments) =>
        System.Text.Encoding.UTF8.GetString(Tool.Run(program == "wimlib-imagex" ? "wimtools" : "libwin-hivex-perl", program, arguments));
}
