using Grpc.Core;
using Registry.Server.Tests.House;
using Registry.Testing.Cases;
using Registry.Testing.Running;
using Registry.Testing.Verification;
using Registry.V1;

namespace Registry.Server.Tests;

/// <summary>The one door for systems without a relation: number, date and the code from her own hand.</summary>
[Collection(nameof(PlayedCase))]
public sealed class CertificateTests(PlayedCase played) : IClassFixture<Verified<PlayedCase>>
{
    [Fact]
    public async Task The_right_code_confirms_while_secrecy_is_in_force()
    {
        Assert.True((await Verify(Request())).Expect<VerifyCertificateResponse>().Confirmed);
    }

    [Fact]
    public async Task The_code_may_be_typed_in_small_letters_and_with_spaces()
    {
        var request = Request();
        request.ConsentCode = string.Join(' ', request.ConsentCode.ToLowerInvariant().Replace("-", "", StringComparison.Ordinal).Chunk(4).Select(group => new string(group)));

        Assert.True((await Verify(request)).Expect<VerifyCertificateResponse>().Confirmed);
    }

    [Fact]
    public async Task Everything_else_is_not_confirmed_and_alike()
    {
        var wrongCode = Request();
        wrongCode.ConsentCode = Changed(wrongCode.ConsentCode);
        var malformed = Request();
        malformed.ConsentCode = "???";
        var wrongDate = Request();
        wrongDate.IssuedOn = new Date { Year = 2016, Month = 2, Day = 29 };
        var unknown = Request();
        unknown.CertificateNumber += "X";

        var lines = await Lines.Count(played.Registry);
        var answers = new List<Answer>();
        foreach (var request in (VerifyCertificateRequest[])[wrongCode, malformed, wrongDate, unknown])
            answers.Add(await Verify(request));

        Assert.All(answers, answer => Assert.Equal(StatusCode.OK, answer.Status));
        Assert.All(answers, answer => Assert.False(answer.Expect<VerifyCertificateResponse>().Confirmed));
        Assert.Single(answers.Select(answer => answer.Fingerprint).Distinct());
        var left = await Lines.Of(played.Registry, lines);
        Assert.Equal(8, left.Count);
        Assert.Equal(4, left.Count(line => line.Content.Outcome == "NOT_CONFIRMED"));
    }

    [Fact]
    public async Task An_agency_that_the_law_does_not_name_confirms_nothing()
    {
        using var desk = played.Registry.Desk(Officers.District.WithEveryScope());
        var unknown = Request();
        unknown.CertificateNumber += "X";

        var answer = await desk.Send(Request());

        Assert.NotEqual(StatusCode.OK, answer.Status);
        Assert.Equal((await desk.Send(unknown)).Fingerprint, answer.Fingerprint);
    }

    [Fact]
    public void The_code_is_kept_nowhere()
    {
        var search = new PatternSearch(Encodings.Of(played.Case.ConsentCode).Concat(Encodings.Of(played.Case.ConsentCode.Replace("-", "", StringComparison.Ordinal))));

        var files = Directory.EnumerateFiles(Path.Combine(played.Registry.Root, "clusters"), "*", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/socket/", StringComparison.Ordinal));

        Assert.All(files, file => Assert.Empty(search.Find(File.ReadAllBytes(file))));
    }

    private VerifyCertificateRequest Request() => new()
    {
        Context = BorderReturn.Why(Purpose.IdentityCheck, "RULE-CONSENT"),
        CertificateNumber = played.Case.CertificateNumber,
        IssuedOn = BorderReturn.Day,
        ConsentCode = played.Case.ConsentCode,
    };

    private async Task<Answer> Verify(VerifyCertificateRequest request) => await played.Case.At(Officers.Population).Send(request);

    private static string Changed(string code) => (code[0] == '7' ? '8' : '7') + code[1..];
}
