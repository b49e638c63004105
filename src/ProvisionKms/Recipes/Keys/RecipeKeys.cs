using ProvisionKms.Images;

namespace ProvisionKms.Recipes.Keys;

/// <summary>Every key of recipe format version 1, once.</summary>
internal static class RecipeKeys
{
    public const string Auto = "auto";

    public static readonly ValueKey<int> Version = new("recipe", new FormatVersionType(),
        "The format version.", "", "1") { IsRequired = true };

    public static readonly ValueKey<string> Name = new("name", new TextType(128),
        "What reports call the recipe.", "the file's name", "windows-server-2019-standard-ovh-dedicated");

    public static readonly ValueKey<string> Product = new("product",
        new IdType("a product id of the catalog, or auto", c => c.Editions.Select(e => e.Product).Prepend(Auto)),
        "The Windows release that the image must be, or auto: whatever it is. `provision-kms keys` lists the ids.", Auto, "windows-server-2019");

    public static readonly ValueKey<string> Edition = new("edition",
        new IdType("an edition id of the product, or auto", c => c.Editions.Select(e => e.Id).Prepend(Auto)),
        "The edition of the product, or auto: whatever the image is.", Auto, "standard");

    public static readonly ValueKey<string> PlatformId = new("platform",
        new IdType("a platform id of the catalog", c => c.Platforms.Select(p => p.Id)),
        "Where the image will run; gives the KMS host of that provider. `provision-kms platforms` lists the ids. Instead of `kms`.",
        "null", "ovh-dedicated") { MayBeNull = true };

    public static readonly ValueKey<string> KmsName = new("host", new HostNameType(),
        "DNS name or IPv4 address of the KMS host.", "", "kms.example.net") { IsRequired = true };

    public static readonly ValueKey<int> KmsPort = new("port", new IntegerType(1, 65535),
        "TCP port of the KMS host.", "1688", "1688");

    public static readonly SectionKey Kms = new("kms", [KmsName, KmsPort],
        "A KMS host of your own. Instead of `platform`.", "{ host: kms.example.net, port: 1688 }", "write { host: kms.example.net, port: 1688 }")
    {
        MayBeNull = true,
    };

    public static readonly ChoiceType<ActivationMethod> Methods = new(
    [
        ("kms", ActivationMethod.Kms),
        ("kms-discovery", ActivationMethod.KmsDiscovery),
        ("active-directory", ActivationMethod.ActiveDirectory),
        ("avma", ActivationMethod.Avma),
        ("mak", ActivationMethod.Mak),
    ]);

    public static readonly ValueKey<ActivationMethod> Method = new("method", Methods,
        "How Windows activates: at the KMS host that is given, at one that DNS announces, through Active Directory, " +
        "through the Hyper-V host (AVMA), or with a multiple activation key (MAK).", "kms", "kms");

    public static readonly ValueKey<GivenKey> Key = new("key", new ProductKeyType(),
        "Overrides the catalog's key. A MAK is only taken from the environment.", "null", "${env:MAK}") { MayBeNull = true };

    public static readonly ValueKey<bool> ConvertEvaluation = new("convertEvaluation", new BooleanType(),
        "An evaluation edition is converted to the full one at first boot.", "true", "false");

    public static readonly ValueKey<int> Attempts = new("attempts", new IntegerType(1, 1000),
        "How often activation is attempted at first boot.", "12", "6");

    public static readonly ValueKey<TimeSpan> Interval = new("interval", new DurationType(TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)),
        "How far apart the attempts are.", "30s", "1m30s");

    public static readonly ValueKey<TimeSpan> Deadline = new("deadline", new DurationType(TimeSpan.FromSeconds(1), TimeSpan.FromHours(24)),
        "First boot is never held longer than this.", "10m", "5m");

    public static readonly ValueKey<bool> RetryTask = new("retryTask", new BooleanType(),
        "After that a scheduled task goes on, and removes itself after success.", "true", "false");

    public static readonly SectionKey Activation = new("activation",
        [Method, Key, ConvertEvaluation, Attempts, Interval, Deadline, RetryTask],
        "How and how persistently Windows activates at first boot.", "{ attempts: 6 }") { MayBeNull = true };

    public static readonly ValueKey<IReadOnlySet<Injection>> Inject = new("inject", new SetType<Injection>(new ChoiceType<Injection>(
        [
            ("answer-file", Injection.AnswerFile),
            ("setup-complete", Injection.SetupComplete),
            ("registry", Injection.Registry),
        ])),
        "What goes into the image.", "all that fit the image", "[answer-file, registry]") { MayBeNull = true };

    public static readonly ValueKey<string> Templates = new("templates", new PathType(),
        "A folder whose files replace those of templates/.", "null", "my-templates") { MayBeNull = true };

    public static readonly ValueKey<string> ImagePath = new("path", new PathType(),
        "The image: install.wim, install.esd, install media (ISO), a virtual disk, a folder with an applied image, or an answer file.", "", "install.wim");

    public static readonly ValueKey<IndexSelection> Indexes = new("indexes", new IndexSelectionType(),
        "Which images of the container: those that are what product and edition say, all of them, or these numbers or names.",
        "match", "[1, 2]");

    public static readonly SectionKey Image = new("image", [ImagePath, Indexes],
        "What is provisioned. `--image` overrides the path.", "{ path: install.wim, indexes: match }", "write { path: install.wim }")
    {
        MayBeNull = true,
    };

    public static readonly ValueKey<string> OutputPath = new("path", new PathType(),
        "Where the result goes.", "", "out/install.wim") { IsRequired = true };

    public static readonly ChoiceType<DiskOutputFormat> OutputFormats = new(
    [
        ("same", DiskOutputFormat.Same),
        ("qcow2", DiskOutputFormat.Qcow2),
        ("qcow2-overlay", DiskOutputFormat.Qcow2Overlay),
        ("vhdx", DiskOutputFormat.Vhdx),
        ("vhd", DiskOutputFormat.Vhd),
        ("vmdk", DiskOutputFormat.Vmdk),
        ("raw", DiskOutputFormat.Raw),
    ]);

    public static readonly ValueKey<DiskOutputFormat> OutputFormat = new("format", OutputFormats,
        "The format of a virtual disk that is written. A qcow2-overlay holds only what differs from the image, which must stay.",
        "same", "vhdx");

    public static readonly SectionKey Output = new("output", [OutputPath, OutputFormat],
        "Where the result goes; absent: the image is changed in place, crash-safe. `--output` and `--in-place` override it.",
        "{ path: out/install.wim }", "write { path: out/install.wim }") { MayBeNull = true };

    public static readonly ValueKey<string> HtmlReport = new("html", new PathType(),
        "A report for people.", "null", "out/report.html") { MayBeNull = true };

    public static readonly ValueKey<string> JsonReport = new("json", new PathType(),
        "A report for tools.", "null", "out/report.json") { MayBeNull = true };

    public static readonly SectionKey Report = new("report", [HtmlReport, JsonReport],
        "Reports that apply writes.", "{ html: out/report.html, json: out/report.json }", "write { html: out/report.html }") { MayBeNull = true };

    public static readonly SectionKey Root = new("",
        [Version, Name, Product, Edition, PlatformId, Kms, Activation, Inject, Templates, Image, Output, Report],
        "A recipe of provision-kms.", "");

    public static readonly IReadOnlyList<SectionKey> Sections = [Root, .. Root.Keys.OfType<SectionKey>()];

    /// <summary>The defaults of <see cref="Activation"/>, as their keys' texts say.</summary>
    public static readonly Recipes.Activation DefaultActivation = new(
        ActivationMethod.Kms,
        Key: null,
        KeySpan: default,
        ConvertEvaluation: true,
        Attempts: 12,
        TimeSpan.FromSeconds(30),
        TimeSpan.FromMinutes(10),
        RetryTask: true);
}
