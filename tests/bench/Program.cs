using System.Globalization;
using ProvisionKms.Bench;

// usage: bench TOOL FOLDER [RUNS]: TOOL is provision-kms.dll, FOLDER keeps the image between calls (about 1.5 GB).
if (args.Length is < 2 or > 3)
{
    Console.Error.WriteLine("usage: bench PATH-OF-provision-kms.dll FOLDER [RUNS]");
    return 2;
}

var runs = args.Length == 3 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 5;
var stage = BenchStage.Prepare(Path.GetFullPath(args[0]), Directory.CreateDirectory(args[1]).FullName);
Console.WriteLine($"four images of {BenchStage.FilesPerImage} files, SOFTWARE hives of {BenchStage.HiveBytes >> 20} MiB, {Environment.ProcessorCount} processors, medians of {runs} runs, sides in turn");
var table = new ResultTable(runs);
table.Compare("apply in place, registry included", stage.Apply(registry: true), "extract + hivexregedit --merge + wimlib-imagex update, per index", stage.Pipeline(), 0.75);
table.Compare("apply in place, without registry", stage.Apply(registry: false), "wimlib-imagex update, per index", stage.Update(), 1.0);
table.Compare("inspect", stage.Inspect(), "wimlib-imagex extract of the four hives", stage.ExtractHives(), 1.2);
table.Absolute("inspect --quick", stage.InspectQuick(), TimeSpan.FromSeconds(0.3));
return table.AllWithin ? 0 : 1;
