using ProvisionKms.Catalog;
using ProvisionKms.Images;
using ProvisionKms.Rehearsal.Recording;

namespace ProvisionKms.Rehearsal.Simulation;

/// <summary>
/// A Windows that scripts can be run against: its parts hold the state, its programs answer calls from it. A program
/// that nobody plays does nothing and succeeds.
/// </summary>
internal sealed class SimulatedWindows : ICallAnswerer
{
    private const string SetupKey = @"HKLM\SYSTEM\Setup";
    private const string StateKey = @"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Setup\State";

    /// <summary>From power on until services and tasks start.</summary>
    private static readonly TimeSpan StartTakes = TimeSpan.FromMinutes(2);

    /// <summary>What media come with: a key that is nobody's, and not the one that the recipe wants.</summary>
    private const string FactoryKey = "XXXXX-XXXXX-XXXXX-XXXXX-2Y4WT";

    private readonly Dictionary<string, ISimulatedProgram> _programs;

    /// <param name="read">Reads a file of the machine.</param>
    public SimulatedWindows(WindowsProfile profile, Func<ImagePath, byte[]?> read)
    {
        Profile = profile;
        Network = new Network(profile.Kms, Clock);
        Edition = new EditionServicing(profile, Registry);
        Licensing = new LicensingService(profile, Clock, Network, Edition, Registry);
        Security = new FolderSecurity(profile);
        Hosts = new ScriptHosts(profile, Registry);
        var verbs = new LicensingVerbs(profile, Licensing, Edition);
        var status = new StatusScript(profile, Licensing, Clock);
        ISimulatedProgram[] programs =
        [
            new CscriptProgram(Hosts, verbs, status), new PowerShellProgram(Hosts, verbs, status, read), new RegProgram(Registry),
            new PingProgram(Network), new WaitPrograms(), new ServiceProgram(profile, Licensing, Clock),
            new SchtasksProgram(Tasks, Clock), new DismProgram(profile, Edition, Power), new ShutdownProgram(Power),
            new EventCreateProgram(Events), new IcaclsProgram(profile, Security),
        ];
        _programs = programs.SelectMany(p => p.Names.Select(name => (name, p))).ToDictionary(p => p.name, p => p.p);
        Edition.Begin();
        Licensing.Preset(ProductKey.Parse(FactoryKey), activated: profile.Edition.IsEvaluation, evaluation: profile.Edition.IsEvaluation);
        SetSetup(inProgress: true);
    }

    public WindowsProfile Profile { get; }

    public VirtualClock Clock { get; } = new();

    public SimulatedRegistry Registry { get; } = new();

    public Network Network { get; }

    public LicensingService Licensing { get; }

    public EditionServicing Edition { get; }

    public TaskScheduler Tasks { get; } = new();

    public Power Power { get; } = new();

    public EventLog Events { get; } = new();

    public FolderSecurity Security { get; }

    public ScriptHosts Hosts { get; }

    /// <summary>How often it was started after Setup.</summary>
    public int Starts { get; private set; }

    public CallAnswer Answer(ProgramCall programCall, TimeSpan now)
    {
        Clock.Tell(now);
        return _programs.TryGetValue(programCall.Program, out var program) ? program.Answer(programCall) : Printed.Silence;
    }

    public void EndSetup() => SetSetup(inProgress: false);

    public void Restart()
    {
        Power.Abort();
        Clock.Forward(Clock.Now + StartTakes);
        Edition.Restart();
        Starts++;
    }

    private void SetSetup(bool inProgress)
    {
        Registry.Set(SetupKey, "SystemSetupInProgress", inProgress ? 1 : 0);
        Registry.Set(StateKey, "ImageState", inProgress ? "IMAGE_STATE_UNDEPLOYABLE" : "IMAGE_STATE_COMPLETE");
    }
}
