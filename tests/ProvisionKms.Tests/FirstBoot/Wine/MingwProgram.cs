using System.Diagnostics;

namespace ProvisionKms.Tests.FirstBoot.Wine;

/// <summary>Windows programs of this folder, made when a test needs one.</summary>
internal static class MingwProgram
{
    private const string Compiler = "x86_64-w64-mingw32-gcc";

    /// <summary>The program, or skips the calling test when there is no compiler for it.</summary>
    internal static byte[] Compile(string source)
    {
        Assert.SkipWhen(HostTool.Find(Compiler) is null, $"needs {Compiler} to make programs that run under Wine (Debian package gcc-mingw-w64-x86-64-win32)");
        var folder = Directory.CreateTempSubdirectory("mingw-");
        var output = Path.Combine(folder.FullName, "program.exe");
        var start = new ProcessStartInfo(HostTool.Find(Compiler)!,
            ["-O1", "-Wall", "-Wextra", "-nostdlib", "-fno-builtin", "-e", "start", "-o", output,
             Repository.Path("tests", "ProvisionKms.Tests", "FirstBoot", "Wine", source), "-lkernel32"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var (exitCode, messages) = HostTool.Run(start, "", TimeSpan.FromMinutes(1));
        Assert.True(exitCode == 0, messages);
        var program = File.ReadAllBytes(output);
        folder.Delete(recursive: true);
        return program;
    }
}
