// The pipeline that people and CI run through build.sh and build.ps1. Needs no addin: only what Cake.Tool brings.
#load "tests.cake"

var target = Argument("target", "Default");
var configuration = Argument("configuration", "Release");
var from = MakeAbsolute(Directory(Argument("from", ".."))); // where the user is: their paths are relative to it

var root = MakeAbsolute(Directory(".."));
var artifacts = root.Combine("artifacts");
var solution = root.CombineWithFilePath("ProvisionKms.sln");
var tool = artifacts.CombineWithFilePath("bin/provision-kms.dll");
var sample = artifacts.CombineWithFilePath("sample/install.wim");
var ownFiles = HasArgument("recipe") || HasArgument("image");

void Say(string line) => System.Console.WriteLine(line);

// Ends here, without Cake's report: what there is to say has been said, and the last line is ours.
void Stop(int exitCode)
{
  System.Console.Out.Flush();
  System.Environment.Exit(exitCode);
}

Task("Build").Does(() =>
{
  Say($"Building ProvisionKms ({configuration})");
  // Not DotNetBuild: `dotnet build` adds its summary however quiet it is told to be.
  DotNetMSBuild(solution.FullPath, new DotNetMSBuildSettings
  {
    NoLogo = true,
    Verbosity = DotNetVerbosity.Quiet,
    ArgumentCustomization = arguments => arguments.Append("-restore"),
  }.WithProperty("Configuration", configuration));
});

// artifacts/bin: the command line tool, and the Cake addin that provision.cake loads.
Task("Tool").IsDependentOn("Build").Does(() =>
{
  Publish("src/ProvisionKms.Cli", tool.GetDirectory(), compiled: true);
  Publish("src/Cake.ProvisionKms", tool.GetDirectory().Combine("addin"), compiled: false);
});

// compiled: to machine code, for this system; a run is so short that compiling it on the way costs a quarter of it.
void Publish(string project, DirectoryPath folder, bool compiled) =>
  DotNetPublish(root.Combine(project).FullPath, new DotNetPublishSettings
  {
    Configuration = configuration,
    OutputDirectory = folder,
    NoBuild = !compiled,
    PublishReadyToRun = compiled ? true : null,
    Runtime = compiled ? System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier : null,
    SelfContained = compiled ? false : null,
    Verbosity = DotNetVerbosity.Quiet,
    NoLogo = true,
  });

// artifacts/native: the tool as one file of machine code that needs no .NET.
Task("Native").IsDependentOn("Build").Does(() =>
{
  var native = artifacts.Combine("native");
  Say("Compiling provision-kms to machine code");
  DotNetPublish(root.Combine("src/ProvisionKms.Cli").FullPath, new DotNetPublishSettings
  {
    Configuration = configuration,
    OutputDirectory = native,
    Runtime = System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier,
    Verbosity = DotNetVerbosity.Quiet,
    NoLogo = true,
    ArgumentCustomization = arguments => arguments.Append("-p:PublishAot=true"),
  });
  Say($"The tool: {root.GetRelativePath(native).CombineWithFilePath(IsRunningOnWindows() ? "provision-kms.exe" : "provision-kms")}");
});

Task("Sample").IsDependentOn("Build").WithCriteria(!ownFiles).Does(() =>
{
  Say("Making a sample install.wim: Windows Server 2019, Standard and Datacenter, Core and Desktop");
  Run($"{root}/tests/ProvisionKms.Samples/bin/{configuration}/net10.0/ProvisionKms.Samples.dll",
    a => a.Append("--to").AppendQuoted(sample.GetDirectory().FullPath));
});

// The main job is a script of its own, because it loads the Cake aliases that Build has only now made.
Task("Default").IsDependentOn("Tool").IsDependentOn("Sample").Does(() =>
{
  var own = new[] { "image", "output", "platform" }.Where(name => HasArgument(name)).ToDictionary(name => name, Argument<string>);
  var output = own.TryGetValue("output", out var path) ? new FilePath(path).MakeAbsolute(from) : artifacts.CombineWithFilePath("out/install.wim");
  if (!ownFiles)
  {
    (own["image"], own["output"], own["verify"]) = (sample.FullPath, output.FullPath, "true");
  }

  Run("dotnet-cake", a =>
  {
    a.AppendQuoted($"{root}/build/provision.cake").Append("--verbosity=minimal");
    a.AppendQuoted($"--tool={tool}").AppendQuoted($"--from={from}");
    a.AppendQuoted($"--recipe={Argument("recipe", $"{root}/recipes/default.yaml")}");
    foreach (var (name, value) in own)
    {
      a.AppendQuoted($"--{name}={value}");
    }
  });
  if (!ownFiles)
  {
    Say($"\nThe sample image: {sample}");
    Say($"Provisioned:      {output}");
    Say($"Look into it:     dotnet {tool} inspect {output}");
  }

  Stop(0);
});

// dotnet, in the repository, with what it prints passed through; its failure is ours.
void Run(string command, Action<ProcessArgumentBuilder> arguments)
{
  var line = new ProcessArgumentBuilder().AppendQuoted(command);
  arguments(line);
  var exitCode = StartProcess("dotnet", new ProcessSettings { Arguments = line, WorkingDirectory = root });
  if (exitCode != 0)
  {
    Stop(exitCode);
  }
}

Task("Test").IsDependentOn("Build").Does(() =>
{
  var results = artifacts.Combine("test-results");
  CleanDirectory(results);
  // A test writes it: what becomes of a run when a call of DISM goes wrong.
  var faults = artifacts.CombineWithFilePath("fault-matrix.txt");
  System.IO.File.Delete(faults.FullPath);
  var totals = new TestTotals();
  RunTests(GetFiles($"{root}/tests/*/*.Tests.csproj"), results, configuration, totals);

  if (FileExists(faults))
  {
    Say(System.IO.File.ReadAllText(faults.FullPath));
  }

  totals.Print();
  Stop(totals.Good ? 0 : 1);
});

// Against the shell pipeline that it replaces, both in the same run; prints a table, fails where a bound is exceeded.
Task("Bench").IsDependentOn("Tool").IsDependentOn("Native").Does(() =>
{
  Run($"{root}/tests/bench/bin/{configuration}/net10.0/ProvisionKms.Bench.dll",
    a => a.AppendQuoted(tool.FullPath).AppendQuoted(artifacts.Combine("bench").FullPath).Append(Argument("runs", "5")));
  Stop(0);
});

Task("Pack").IsDependentOn("Build").Does(() =>
{
  var packages = artifacts.Combine("packages");
  DotNetPack(solution.FullPath, new DotNetPackSettings
  {
    Configuration = configuration,
    OutputDirectory = packages,
    NoBuild = true,
    Verbosity = DotNetVerbosity.Quiet,
    NoLogo = true,
  });
  Say($"Packages: {root.GetRelativePath(packages)}");
});

RunTarget(target);
