using System.Text;
using ProvisionKms.Diagnostics;
using ProvisionKms.Windows.Probe;

// Does one thing with the directory of an image, as a program for Windows, and says what came of it. The tests look at the
// directory from outside.
Console.SetOut(new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false)) { AutoFlush = true });
try
{
    Probes.Run(args[0], args[1..]);
    return 0;
}
catch (ProvisionException failure)
{
    foreach (var diagnostic in failure.Diagnostics)
    {
        Console.WriteLine(diagnostic);
    }

    return (int)failure.ExitCode;
}
