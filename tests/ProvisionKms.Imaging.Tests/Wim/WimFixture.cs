using ProvisionKms.Samples;

namespace ProvisionKms.Imaging.Tests.Wim;

/// <summary>One four-edition WIM, made once; tests work on copies.</summary>
public sealed class WimFixture : IDisposable
{
    private readonly TempFolder _folder = new();

    public WimFixture()
    {
        FourEditions = new SampleWim(SampleImages.Server2019).Write(_folder["four.wim"]);
        WithIntegrity = new SampleWim(SampleImages.Server2019) { IntegrityTable = true, BootIndex = 2 }.Write(_folder["integrity.wim"]);
    }

    public string FourEditions { get; }

    public string WithIntegrity { get; }

    public void Dispose() => _folder.Dispose();
}
