using System.Globalization;
using System.Runtime.Versioning;
using ProvisionKms.Imaging.Staging;

namespace ProvisionKms.Imaging.Disks;

/// <summary>Runs qemu-img.</summary>
[SupportedOSPlatform("linux")]
internal static class QemuImg
{
    /// <param name="progress">Told how far it is where the command says so (with -p).</param>
    /// <returns>Its exit code, what it printed and what it complained of.</returns>
    internal static (int ExitCode, string Output, string Errors) Run(
        IEnumerable<string> arguments, Action<double>? progress = null, CancellationToken cancellation = default)
    {
        return ChildProgram.Run(
            ["qemu-img", .. arguments], output => progress is null ? output.ReadToEnd() : Watch(output, progress), ChildProgram.ReadAll, cancellation);
    }

    /// <exception cref="QemuException">It did not exit with 0.</exception>
    internal static string Require(IEnumerable<string> arguments, Action<double>? progress = null, CancellationToken cancellation = default)
    {
        var list = arguments.ToList();
        var (exitCode, output, errors) = Run(list, progress, cancellation);
        return exitCode == 0 ? output : throw new QemuException(list[0], errors);
    }

    /// <summary>"    (12.34/100%)", written over itself.</summary>
    private static string Watch(StreamReader output, Action<double> progress)
    {
        var word = new System.Text.StringBuilder();
        for (var next = output.Read(); next != -1; next = output.Read())
        {
            if (next == '/' && word.ToString().LastIndexOf('(') is >= 0 and var start &&
                double.TryParse(word.ToString(start + 1, word.Length - start - 1), NumberStyles.Float, CultureInfo.InvariantCulture, out var percent))
            {
                progress(percent);
                word.Clear();
            }
            else
            {
                word.Append((char)next);
            }
        }

        return word.ToString();
    }
}
