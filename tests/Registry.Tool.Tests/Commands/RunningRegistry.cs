using System.Text.Json;
using Registry.Tool.Tests.Commands;

[assembly: AssemblyFixture(typeof(RunningRegistry))]

namespace Registry.Tool.Tests.Commands;

/// <summary>One `registryctl up` that the tests of this assembly share; made in a directory whose name is long and Vietnamese.</summary>
public sealed class RunningRegistry : IAsyncLifetime
{
    private readonly Scratch scratch = new();
    private Up? up;

    /// <summary>More than a hundred characters, spaces, letters of several bytes, a quote and a comma.</summary>
    public string Data => scratch["Sở Lao động - Thương binh và Xã hội tỉnh Thừa Thiên Huế, phòng 3 'mới'/Dữ liệu đăng ký nạn nhân và người thân thích của họ"];

    internal Up Up => up ?? throw new InvalidOperationException("not started");

    public async ValueTask InitializeAsync() => up = await Up.Start(Data, "--law-date", "2016-03-01");

    /// <summary>A place in the scratch directory.</summary>
    public string Place(string name) => scratch[name];

    /// <summary>A token as `token` prints it.</summary>
    public async Task<string> Token(string agency, string scope, params string[] more)
    {
        var ran = await Ran.Registryctl(["token", "--data", Data, "--agency", agency, "--officer", $"{agency}-1", "--scope", scope, .. more]);
        Assert.True(ran.Code == 0, ran.Error);
        return ran.Output.Trim();
    }

    /// <summary>Tokens of the small case that clients in other languages play.</summary>
    public async Task<string> Tokens() => JsonSerializer.Serialize(new Dictionary<string, string>
    {
        ["police"] = await Token("CA-TTH", "victim.announce"),
        ["border"] = await Token("BCHBP-TTH", "victim.register identity.read"),
        ["health"] = await Token("SYT-TTH", "identity.read"),
        ["inspector"] = await Token("TTR-TTH", "audit.read"),
        ["narrow"] = await Token("CA-TTH", "identity.read"),
    });

    public async ValueTask DisposeAsync()
    {
        if (up is not null)
            await up.DisposeAsync();
        scratch.Dispose();
    }
}
