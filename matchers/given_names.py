"""Given names from many places. None of them is ever taken for a misspelt skill (Marta is not Manta)."""

GIVEN_NAMES = frozenset(
    """
    aaron abdul abigail adam adele adrian agnes ahmed aisha akira alan albert alejandro alex alexander alexandra alexis alfred
    ali alice alicia alina alison allison amanda amara amelia amina amir amit amy ana anastasia andre andrea andreas andrew
    andrei angel angela anil anita anja ann anna anne annika anthony anton antonio april arjun arthur asha ashley astrid
    aurora austin barbara beatrice ben benjamin bernard bianca bill bjorn bonnie boris brad brandon brenda brian bridget bruce
    bruno camila carl carla carlos carmen carol carolina caroline carolyn carrie cassandra catherine cecilia celia chandra
    charles charlotte chen chloe chris christian christina christine christopher cindy claire clara claudia colin connor
    craig crystal cynthia daisy damien dana daniel daniela danielle danny daria darnell dave david dawn deborah denise dennis
    derek diana diego dimitri dmitri dolores dominic donald donna dorothy douglas duncan dylan ebony edgar edith eduardo
    edward edwin eileen elena eleanor eli elias elijah elisa elizabeth ella ellen elsa emily emma emmanuel enrique eric erica
    erik erika ernest esther ethan eugene eva evan evelyn fabian faith fatima felix fernando fiona florence frances francis
    francisco frank franz fred freya gabriel gabriela gareth gary gavin geoffrey george gerald gina gloria gordon grace graham
    greg gregory greta guido gustav hamid hana hannah hans harold harriet harry hassan heather hector heidi helen helena helga
    henrik henry herbert hiroshi holly howard hugh hugo ian ibrahim igor ilona imani ines ingrid irene irina isaac isabel
    isabella ivan jack jacob jacqueline jade jake jamal james jamie jan jane janet janice jasmin jasmine jason javier jay jean
    jeffrey jenna jennifer jenny jeremy jerome jerry jesse jessica jill jing joan joanna joel johan johannes john jonas
    jonathan jordan jorge jose joseph joshua joy joyce juan judith judy julia julian juliana julie june jurgen justin kamal
    karen karim karl karla katarina kate katherine kathleen kathryn katie katja kavita keisha keith kelly kelsey kenneth kenji
    kerry kevin khalid kim kimberly klaus kofi kristen kristin kristina kumar kurt kyle lakisha lamar lars latisha latonya
    latoya laura lauren laurence leah lee leila lena leo leon leonard leroy leslie li liam lidia lilian lily linda lisa liu
    lorenzo louis louise lucas lucia lucy luis luisa luke lydia magda maggie malik mandy manuel marcel marcus margaret maria
    marie marina mario marion mark markus marta martha martin martina mary mateo matilda matt matthew maureen maurice max maya
    megan mei melanie melissa mercedes meredith mia michael michaela michelle miguel mika mikhail mila milan mira miriam
    mohamed mohammed molly monica morgan muhammad nadia nancy naomi natalia natalie natasha nathan neha neil nelson nicholas
    nicola nicole nigel nikita nikolai nina noah noel nora norman oleg olga oliver olivia omar oscar otto owen pablo pamela
    pascal patricia patrick paul paula pauline pavel pedro penelope perla peter petra philip pierre piotr priya rachel rafael
    rahul raj rajesh ralph ramon randy rania rasheed rashid raul raymond rebecca regina renata rene ricardo richard rita
    robert roberta roberto robin rodrigo roger roland roman ronald rosa rosalie rose rosemary ross roxana roy ruby rudolf
    russell ruth ryan sabine sally salma samantha samir samuel sandra sanjay sara sarah sasha scott sean sebastian selma
    serena sergei sergio shannon sharon sheila shirley sigrid silvia simon simone sofia sonia sophia sophie stacey stanley
    stefan stella stephan stephanie stephen steve steven stewart stuart sunil susan susanne suzanne sven svetlana sylvia tamara
    tamika tania tanisha tanya tariq tatiana teresa terry thabo theodore theresa thomas tiffany timothy tobias todd tomas
    tommy tremayne trevor tyler tyrone ulrich ursula valentina valerie vanessa vera veronica victor victoria vijay vincent
    viola virginia vivian vladimir walter wanda wayne wei wendy werner wilhelm william winston wolfgang xavier yasmin yusuf
    yvonne zachary zara zoe
    """.split()  # noqa: SIM905
)
