using ProvisionKms.Cli.Json;

namespace ProvisionKms.Cli.Views;

internal static class RenderView
{
    public static void Write(Page page, RenderDocument render)
    {
        foreach (var file in render.Files)
        {
            page.Line(file);
        }
    }
}
