namespace Registry.Tool.Tests.Commands;

/// <summary>`agency list` and `agency show` ask the running registry.</summary>
public sealed class AgencyTests(RunningRegistry registry)
{
    [Theory]
    [InlineData("vi", "Công an tỉnh Thừa Thiên Huế")]
    [InlineData("en", "Thua Thien Hue provincial police")]
    public async Task Agencies_of_a_day_are_printed_in_the_language_asked(string language, string name)
    {
        var ran = await Ran.Registryctl("agency", "list", "--data", registry.Data, "--grpc", registry.Up.Grpc, "--on", "2016-03-01", "--lang", language);

        Assert.True(ran.Code == 0, ran.Error);
        Assert.Contains("CA-TTH", ran.Output, StringComparison.Ordinal);
        Assert.Contains(name, ran.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Up_has_enrolled_the_two_administrators_of_a_development_registry()
    {
        var ran = await Ran.Registryctl("agency", "show", "QTDK-TTH", "--data", registry.Data, "--grpc", registry.Up.Grpc);

        Assert.True(ran.Code == 0, ran.Error);
        Assert.Contains("admin-1", ran.Output, StringComparison.Ordinal);
        Assert.Contains("admin-2", ran.Output, StringComparison.Ordinal);
        Assert.Contains("enrolled officers only", string.Join(' ', ran.Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_host_gets_no_token()
    {
        var ran = await Ran.Registryctl("agency", "list", "--data", registry.Data, "--grpc", "registry.example:443");

        Assert.Equal(1, ran.Code);
        Assert.Contains("--grpc: a loopback address", ran.Error, StringComparison.Ordinal);
    }
}
