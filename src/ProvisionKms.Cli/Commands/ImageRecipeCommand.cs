using ProvisionKms.Cli.Usage;
using ProvisionKms.Imaging;

namespace ProvisionKms.Cli.Commands;

/// <summary>A command that works on one recipe and opens its image.</summary>
internal abstract class ImageRecipeCommand : RecipeCommand
{
    private readonly BackendOption _backend = new();

    protected ImageRecipeCommand(string name, string description)
        : base(name, description) => _backend.AddTo(this);

    protected ImageBackend BackendOf(Invocation invocation) => _backend.Of(invocation.Arguments);
}
