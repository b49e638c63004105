using System.Diagnostics;
using System.Runtime.Versioning;

namespace ProvisionKms.Imaging.Staging;

/// <summary>A program that works for us: in a session of its own, so that Ctrl+C reaches us alone, and never longer than we live.</summary>
[SupportedOSPlatform("linux")]
internal static class ChildProgram
{
    /// <param name="arguments">The program, and what it is told.</param>
    /// <param name="read">Reads all of its output, and whatever it returns is returned.</param>
    /// <param name="watch">Reads all that it complains of, which is returned too.</param>
    internal static (int ExitCode, T Output, string Errors) Run<T>(
        IEnumerable<string> arguments, Func<StreamReader, T> read, Func<StreamReader, string> watch, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        using var process = Process.Start(new ProcessStartInfo("setsid", ["setpriv", "--pdeathsig", "KILL", .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        using var stop = cancellation.Register(process.Kill);
        process.StandardInput.Close();
        var errors = Task.Run(() => watch(process.StandardError), CancellationToken.None);
        T output;
        try
        {
            // On this thread, which must not end before the process: the kernel kills it then.
            output = read(process.StandardOutput);
        }
        catch
        {
            process.Kill();
            throw;
        }
        finally
        {
            process.WaitForExit();
        }

        cancellation.ThrowIfCancellationRequested();
        return (process.ExitCode, output, errors.Result.Trim());
    }

    internal static string ReadAll(StreamReader reader) => reader.ReadToEnd();

    /// <summary>/sbin is not on the PATH of Debian's ordinary users.</summary>
    internal static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Append("/usr/sbin").Append("/sbin")
            .Where(folder => folder.Length > 0)
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);
}
