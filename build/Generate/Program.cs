using ProvisionKms.Generate;

// Writes the files of the repository that are made from its data: `dotnet run --project build/Generate`.
// With --check it writes nothing, names what differs and fails. A test checks the same.
var check = args is ["--check"];
if (args.Length > 0 && !check)
{
    Console.Error.WriteLine("usage: Generate [--check]");
    return 2;
}

var root = Repository.Root();
var stale = Generators.All(root).Where(file => !file.IsCurrent(root)).ToList();
foreach (var file in stale)
{
    Console.WriteLine($"{(check ? "stale" : "written")}: {file.Path}");
    if (!check)
    {
        file.Write(root);
    }
}

return check && stale.Count > 0 ? 1 : 0;
