using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;
using ProvisionKms.Imaging;
using ProvisionKms.Imaging.Tests;

namespace ProvisionKms.Windows.Tests.Layout;

/// <summary>
/// Our structures are those of the documented header: a C compiler for Windows says so, in the numbers of an object file.
/// Which structures and fields there are is read from our code; no number is written down here.
/// </summary>
public sealed class StructLayoutTests : IDisposable
{
    private const string Compiler = "x86_64-w64-mingw32-gcc";
    private const string Marker = "PKMS layout:";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_packed_structure_has_the_size_and_the_offsets_of_the_header()
    {
        var structures = Structures();
        Assert.True(structures.Count >= 5, $"only {structures.Count} structures were found");

        var ours = structures.SelectMany(OurNumbers).ToList();

        Assert.Equal(ours.Select(n => $"{n.Name} = {n.Number}"), ours.Zip(TheirNumbers(ours), (our, their) => $"{our.Name} = {their}"));
    }

    [Fact]
    public void A_structure_that_is_not_packed_would_be_noticed()
    {
        var ours = OurNumbers(typeof(DismMountedImageInfoUnpacked)).ToList();

        Assert.NotEqual(ours.Select(n => n.Number), TheirNumbers([.. ours.Select(n => (n.Name.Replace("Unpacked", "", StringComparison.Ordinal), n.Number))]));
    }

    private static IReadOnlyList<Type> Structures() =>
        [.. typeof(ImageOpener).Assembly.GetTypes()
            .Where(type => type is { IsValueType: true, IsEnum: false, IsNested: false, Namespace: "ProvisionKms.Imaging.Interop.Dism" } && type.StructLayoutAttribute is { Pack: 1, Value: LayoutKind.Sequential })
            .OrderBy(type => type.Name, StringComparer.Ordinal)];

    private static IEnumerable<(string Name, int Number)> OurNumbers(Type type)
    {
        var name = type.Name.TrimEnd('_');
        yield return ($"sizeof({name})", Marshal.SizeOf(type));
        foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
        {
            yield return ($"offsetof({name}, {field.Name})", (int)Marshal.OffsetOf(type, field.Name));
            yield return ($"sizeof((({name} *)0)->{field.Name})", SizeOf(field.FieldType));
        }
    }

    private static int SizeOf(Type type) => type.IsPointer ? IntPtr.Size : Marshal.SizeOf(type.IsEnum ? Enum.GetUnderlyingType(type) : type);

    private IEnumerable<int> TheirNumbers(List<(string Name, int Number)> names)
    {
        var source = new StringBuilder("#include <stddef.h>\n#include <windows.h>\n#include <dismapi.h>\n");
        source.Append(CultureInfo.InvariantCulture, $"const struct {{ char marker[{Marker.Length + 1}]; int numbers[{names.Count}]; }} __attribute__((packed)) layout = {{ \"{Marker}\", {{\n");
        source.AppendJoin(",\n", names.Select(n => n.Name)).Append("\n} };\n");
        File.WriteAllText(_folder["layout.c"], source.ToString());
        Compile();

        var compiled = File.ReadAllBytes(_folder["layout.o"]);
        var start = compiled.AsSpan().IndexOf(Encoding.ASCII.GetBytes(Marker)) + Marker.Length + 1;
        return Enumerable.Range(0, names.Count).Select(i => BitConverter.ToInt32(compiled, start + (i * sizeof(int))));
    }

    private void Compile()
    {
        Assert.SkipUnless((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, Compiler))),
            $"needs {Compiler} (Debian package gcc-mingw-w64-x86-64-win32)");
        var start = new ProcessStartInfo(Compiler, ["-fms-extensions", "-Wall", "-Werror", "-c", _folder["layout.c"], "-o", _folder["layout.o"]]) { RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, errors);
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct DismMountedImageInfoUnpacked
    {
        public nint MountPath;
        public byte ImageFilePath;
        public uint ImageIndex;
    }
}
