using ProvisionKms.Diagnostics;
using ProvisionKms.Samples;

// samples --to DIR: install.wim with the four editions of a Windows Server 2019 medium.
if (args is not ["--to", { Length: > 0 } folder])
{
    Console.Error.WriteLine("usage: ProvisionKms.Samples --to DIRECTORY");
    return (int)ExitCode.InvalidUsage;
}

try
{
    var path = new SampleWim(SampleImages.Server2019) { IntegrityTable = true }.Write(Path.Combine(folder, "install.wim"));
    Console.WriteLine($"{path}: {SampleImages.Server2019.Count} images, {new FileInfo(path).Length / 1024} KiB");
    return (int)ExitCode.Done;
}
catch (ProvisionException e)
{
    Console.Error.WriteLine(e.Message);
    return (int)e.ExitCode;
}
