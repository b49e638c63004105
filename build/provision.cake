// The main job: one image, provisioned and verified over the aliases that users of Cake.ProvisionKms call.
// build.cake runs it, after it has made the addin and the tool.
#r "../artifacts/bin/addin/Cake.ProvisionKms.dll"
using Cake.ProvisionKms;

FilePath PathArgument(string name) => HasArgument(name) ? new FilePath(Argument<string>(name)) : null;

var recipe = PathArgument("recipe");
var image = PathArgument("image");
var output = PathArgument("output");

ProvisionKmsSettings Settings() => new()
{
  // `dotnet provision-kms.dll`, not the executable beside it: that one looks for .NET only in its usual places.
  ToolPath = Context.Tools.Resolve(IsRunningOnWindows() ? "dotnet.exe" : "dotnet"),
  ArgumentCustomization = arguments => arguments.PrependQuoted(Argument<string>("tool")),
  WorkingDirectory = Argument<string>("from"),
};

try
{
  var apply = Settings();
  apply.Image = image;
  apply.Output = output;
  apply.Platform = Argument<string>("platform", null);
  ProvisionKmsApply(recipe, apply);

  // The sample is small: once more in a process of its own, which knows nothing of what apply did.
  if (HasArgument("verify"))
  {
    System.Console.WriteLine("\nVerifying once more, in a process of its own");
    var verify = Settings();
    verify.Image = output;
    verify.Against = image;
    verify.Platform = apply.Platform;
    ProvisionKmsVerify(recipe, verify);
  }
}
catch (CakeException e)
{
  // The tool has said why; its exit code is the answer. Cake would make a 1 of it, and add an error of its own.
  Environment.Exit(e.ExitCode);
}
