using ProvisionKms.FirstBoot;

namespace ProvisionKms.Rehearsal.Scripts;

/// <summary>
/// Programs among the files of an image. They are never run: a program of Windows that Wine runs could do on this machine
/// whatever its user may. Those that a script can start by name are recorded in their place, the others left out.
/// </summary>
internal static class NativePrograms
{
    private static readonly string[] Startable = [".exe", ".com", ".scr", ".pif"];

    public static bool IsNative(PayloadFile file) => IsStartable(file) || file.Content is [(byte)'M', (byte)'Z', ..];

    public static bool IsStartable(PayloadFile file) =>
        Startable.Contains(System.IO.Path.GetExtension(file.Path.Name), StringComparer.OrdinalIgnoreCase);

    /// <summary>As a machine wants the name of a program to record.</summary>
    public static string OnMachine(PayloadFile file) => $@"C:\{file.Path}";
}
