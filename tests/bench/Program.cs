using System.Globalization;
using ProvisionKms.Bench;
using ProvisionKms.Samples;

// usage: bench TOOL FOLDER [RUNS [start|wim|disk]]: TOOL is provision-kms.dll, FOLDER keeps the images between calls (about 12 GB, twice that while they are made).
if (args.Length is < 2 or > 4)
{
    Console.Error.WriteLine("usage: bench PATH-OF-provision-kms.dll FOLDER [RUNS [start|wim|disk]]");
    return 2;
}

var tool = Path.GetFullPath(args[0]);
var runs = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 5;
var only = args.Length > 3 ? args[3] : null;
var table = new ResultTable(runs);
Console.WriteLine($"{Environment.ProcessorCount} processors, medians of {runs} runs, sides in turn");
if (only is null or "start")
{
    Start();
}

if (only is null or "wim")
{
    Wim();
}

if (only is null or "disk")
{
    Disk();
}

return table.AllWithin ? 0 : 1;

void Start()
{
    if (!File.Exists(StartStage.NativeOf(tool)))
    {
        Console.WriteLine("starts are left out: ./build.sh --target=Native compiles the tool");
        return;
    }

    var stage = StartStage.Prepare(tool, Directory.CreateDirectory(args[1]).FullName);
    table.Absolute("keys, one file of machine code", stage.Keys(), StartStage.Bound);
    table.Absolute("plan of two images, one file of machine code", stage.Plan(), StartStage.Bound);
    table.Compare("keys, one file of machine code", stage.Keys(), "keys, on .NET", stage.KeysOnDotNet(), 0.5);
    table.Compare("plan of two images, one file of machine code", stage.Plan(), "plan of two images, on .NET", stage.PlanOnDotNet(), 0.5);
}

void Wim()
{
    var stage = BenchStage.Prepare(tool, Directory.CreateDirectory(args[1]).FullName);
    Console.WriteLine($"four images of {BenchStage.FilesPerImage} files, SOFTWARE hives of {BenchStage.HiveBytes >> 20} MiB");
    table.Compare("apply in place, registry included", stage.Apply(registry: true), "extract + hivexregedit --merge + wimlib-imagex update, per index", stage.Pipeline(), 0.75);
    table.Compare("apply in place, without registry", stage.Apply(registry: false), "wimlib-imagex update, per index", stage.Update(), 1.0);
    table.Compare("inspect", stage.Inspect(), "wimlib-imagex extract of the four hives", stage.ExtractHives(), 1.2);
    table.Absolute("inspect --quick", stage.InspectQuick(), TimeSpan.FromSeconds(0.3));
}

void Disk()
{
    if (!OperatingSystem.IsLinux())
    {
        return;
    }

    if (SampleDisk.WhyNot is { } obstacle)
    {
        Console.WriteLine($"virtual disks are left out: {obstacle}");
        return;
    }

    var stage = DiskStage.Prepare(tool, Directory.CreateDirectory(Path.Combine(args[1], "disk")).FullName);
    Console.WriteLine($"a qcow2 disk of {DiskStage.DiskBytes >> 30} GiB with {DiskStage.DataBytes >> 30} GiB of data, {BenchStage.FilesPerImage} files");
    table.Absolute("apply in place, SOFTWARE hive of 16 KiB", stage.InPlaceWithSmallHive(), DiskStage.Bound);
    Console.WriteLine($"the same with a SOFTWARE hive of {BenchStage.HiveBytes >> 20} MiB");
    table.Absolute("inspect", stage.Inspect(), DiskStage.Bound);
    table.Absolute("apply in place", stage.InPlace(), DiskStage.BoundWithFullHive);
    table.Absolute("apply for an output of format qcow2-overlay", stage.Variant(), DiskStage.BoundWithFullHive);
    if (DiskStage.HasGuestfish)
    {
        table.Compare("apply in place", stage.InPlace(), $"guestfish, the same uploads ({DiskStage.Acceleration})", stage.Guestfish(), 0.1);
    }
    else
    {
        Console.WriteLine("  not compared with guestfish: it is not installed (apt-get install guestfish)");
    }
}
