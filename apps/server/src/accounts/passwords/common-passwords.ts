/**
 * Passwords of twelve characters and more that are among the first to be tried, without the digits and signs that people add: what remains of a password
 * when those are taken off must not be one of them, nor one of them over and over.
 */
export const COMMON: ReadonlySet<string> = new Set(
  `password passw lösenord losenord welcome valkommen välkommen qwerty qwertyuiop qwertyuiopå qwertyuiopåäö qwertyuiopasdfghjkl asdfghjkl
asdfghjklöä asdfghjklzxcvbnm zxcvbnm qazwsx qazwsxedc qazwsxedcrfv qwerasdf qwerasdfzxcv qweasdzxc onetwothreefour oneqaztwowsx qazxsw
letmein letmeinnow letmeinplease iloveyou iloveyouforever iloveyoumorethanyou ilovejesus jesuschrist jesuslovesme jagälskardig jagalskardig
administrator administratör administrator admin rootroot changeme changemenow changethis changethispassword changepassword newpassword
mypassword mysecretpassword thisismypassword thisispassword thepassword passwordpassword passwordadmin adminpassword adminadmin
defaultpassword temporarypassword temppassword temporary secretpassword supersecret topsecret topsecretpassword trustnoone trustno nopassword
password passwort passwordone passphrase correcthorsebatterystaple correcthorse horsebatterystaple hunter dragon dragonball monkey sunshine
princess football baseball basketball superman superman batman starwars startrek pokemon whatever whateveryouwant jennifer michelle
charlie liverpool liverpoolfc manchesterunited manchester chelsea arsenal barcelona realmadrid juventus unitedstates newyork california
abcdefghijkl abcdefghijklm abcdefghijklmn abcdefghijklmno abcdefghijklmnopqrstuvwxyz abcdefgh abcdefghi abcdefghij abcdef abcabcabc
computer internet samsung microsoft windows google googlepassword facebook facebookpassword summer winter autumn spring sommar vinter höst vår
sommaren vintern sverige stockholm goteborg göteborg sundsvall härnösand harnosand örnsköldsvik ornskoldsvik västernorrland vasternorrland
tillväxtprogram tillvaxtprogram hejhej hejhejhej hemligt jättehemligt jattehemligt mycketlängtlösenord mittlösenord mittlosenord
detärhemligt sommarlov fotboll ishockey älskling alskling kärlek karlek familjen gudbevare testtest testing testingtesting testpassword
tester user username userpassword guest guestguest login loginlogin loginpassword master masterpassword shadow`
    .split(/\s+/u)
    .filter((word) => word !== ''),
);
