using System.Runtime.InteropServices;
using ProvisionKms.Imaging;
using ProvisionKms.Imaging.Tests;
using ProvisionKms.Windows.Tests.Wine;

namespace ProvisionKms.Windows.Tests.Platform;

/// <summary>What we hand to Windows for its files has the layout of its headers: the C compiler for Windows agrees.</summary>
public sealed class StructureTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("FILE_BASIC_INFO", "FileAttributes", "FileAttributes")]
    [InlineData("FILE_STANDARD_INFO", "NumberOfLinks", "NumberOfLinks")]
    [InlineData("FILE_ATTRIBUTE_TAG_INFO", "ReparseTag", "ReparseTag")]
    [InlineData("FILE_ID_INFO", "FileIdLow", "FileId")]
    [InlineData("SECURITY_ATTRIBUTES", "lpSecurityDescriptor", "lpSecurityDescriptor")]
    [InlineData("WIN32_FIND_DATAW", "cFileName", "cFileName")]
    [InlineData("TOKEN_PRIVILEGES", "Attributes", "Privileges[0].Attributes")]
    [InlineData("RM_PROCESS_INFO", "strAppName", "strAppName")]
    public void A_structure_is_as_large_as_in_the_header_and_has_its_field_there(string name, string field, string fieldThere)
    {
        var type = Type(name);

        Assert.True(Compiles($"sizeof({name}) == {Marshal.SizeOf(type)} && offsetof({name}, {fieldThere}) == {Marshal.OffsetOf(type, field)}"));
        Assert.False(Compiles($"sizeof({name}) == {Marshal.SizeOf(type) + 4}"), "the compiler agrees with everything");
    }

    [Fact]
    public void The_name_of_a_stream_follows_its_head() =>
        Assert.True(Compiles($"offsetof(FILE_STREAM_INFO, StreamName) == {Marshal.SizeOf(Type("FILE_STREAM_INFO"))}"));

    private static Type Type(string name) => typeof(ImageOpener).Assembly.GetType($"ProvisionKms.Imaging.Interop.Windows.{name}", throwOnError: true)!;

    private bool Compiles(string assertion)
    {
        Prerequisites.Wine();
        _folder.Write("layout.c", $"#define _WIN32_WINNT 0x0a00\n#include <stddef.h>\n#include <windows.h>\n#include <restartmanager.h>\n_Static_assert({assertion}, \"other\");\n");
        using var compiler = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo(
            "x86_64-w64-mingw32-gcc", ["-c", "-o", _folder["layout.o"], _folder["layout.c"]]) { RedirectStandardError = true })!;
        compiler.StandardError.ReadToEnd();
        compiler.WaitForExit();
        return compiler.ExitCode == 0;
    }
}
